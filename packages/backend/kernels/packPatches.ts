/** Lays out the patches of pictures, or these turned, in panels of five rows, without writing them down elsewhere. */
import { address, word } from './lanes';
import {
  A_START,
  BATCH_A,
  CHANNELS,
  GRID_HEIGHT,
  GRID_WIDTH,
  HEIGHT,
  PANEL_A,
  POSITIONS,
  STRIDE_X,
  STRIDE_Y,
  TAPS,
  WIDTH,
  ZEROS,
} from './gemmArguments';
import { transpose5 } from './transpose5';

/** What is noted of a position: the y, the x and the address of the pixel where its taps begin. */
const NOTE: usize = 12;

/** Notes where each of the block's positions lies; {@link packPatches} reads it for every part of the inner dimension. */
export function locatePatches(args: usize, batch: i32, firstRow: i32, rows: i32, scratch: usize): void {
  const gridWidth = word(args, GRID_WIDTH);
  const gridHeight = word(args, GRID_HEIGHT);
  const pixel = <usize>word(args, CHANNELS) * 4;
  const line = <usize>word(args, WIDTH) * pixel;
  const picture = <usize>word(args, HEIGHT) * line;
  const strideY = word(args, STRIDE_Y);
  const strideX = word(args, STRIDE_X);
  const lines = firstRow / gridWidth;
  let j = firstRow - lines * gridWidth;
  let image = lines / gridHeight;
  let i = lines - image * gridHeight;
  const a = address(args, A_START) + address(args, BATCH_A) * <usize>batch;
  let note = scratch + POSITIONS;
  // Up to a whole panel: what comes of positions beyond the last is not stored.
  for (let row = 0; row < rows + PANEL_A; row++) {
    if (row >= rows) {
      memory.copy(note, scratch + POSITIONS, NOTE);
    } else {
      const y = i * strideY;
      const x = j * strideX;
      store<i32>(note, y);
      store<i32>(note, x, 4);
      store<u32>(note, <u32>(a + <usize>image * picture + <usize>y * line + <usize>x * pixel), 8);
      if (++j == gridWidth) {
        j = 0;
        if (++i == gridHeight) {
          i = 0;
          image++;
        }
      }
    }
    note += NOTE;
  }
}

/** A is the patches [positions, taps × channels]; zeros stand for what is outside a picture. */
export function packPatches(args: usize, rows: i32, k: i32, depth: i32, scratch: usize, to: usize): void {
  const channels = word(args, CHANNELS);
  const height = word(args, HEIGHT);
  const width = word(args, WIDTH);
  const zeros = scratch + ZEROS;
  const firstTap = k / channels;
  const firstChannel = k - firstTap * channels;
  let note = scratch + POSITIONS;
  for (let r = 0; r < rows; r += PANEL_A) {
    let tap = address(args, TAPS) + <usize>firstTap * 12;
    let channel = firstChannel;
    for (let left = depth; left > 0; tap += 12) {
      const run = min(channels - channel, left);
      const y = load<i32>(tap);
      const x = load<i32>(tap, 4);
      const shift = <usize>(((y * width + x) * channels + channel) * 4);
      const p0 = seen(note, y, x, height, width, shift, zeros);
      const p1 = seen(note + NOTE, y, x, height, width, shift, zeros);
      const p2 = seen(note + 2 * NOTE, y, x, height, width, shift, zeros);
      const p3 = seen(note + 3 * NOTE, y, x, height, width, shift, zeros);
      const p4 = seen(note + 4 * NOTE, y, x, height, width, shift, zeros);
      if (run == 1) {
        store<f32>(to, load<f32>(p0));
        store<f32>(to, load<f32>(p1), 4);
        store<f32>(to, load<f32>(p2), 8);
        store<f32>(to, load<f32>(p3), 12);
        store<f32>(to, load<f32>(p4), 16);
      } else {
        transpose5(p0, p1, p2, p3, p4, run, to);
      }
      to += <usize>run * 20;
      left -= run;
      channel = 0;
    }
    note += 5 * NOTE;
  }
}

/** Where a position finds the values of a tap. */
// @ts-ignore: decorator
@inline
function seen(note: usize, y: i32, x: i32, height: i32, width: i32, shift: usize, zeros: usize): usize {
  const inside = <u32>(load<i32>(note) + y) < <u32>height && <u32>(load<i32>(note, 4) + x) < <u32>width;
  return inside ? <usize>load<u32>(note, 8) + shift : zeros;
}

/** A is the patches turned: [taps × channels, positions]. A panel is laid out tap by tap, if it has more than one. */
export function packPatchesTransposed(
  args: usize,
  a: usize,
  firstRow: i32,
  rows: i32,
  k: i32,
  depth: i32,
  to: usize,
): void {
  const channels = word(args, CHANNELS);
  const taps = address(args, TAPS);
  for (let r = 0; r < rows; r += PANEL_A) {
    for (let lane = 0; lane < PANEL_A && r + lane < rows; ) {
      const row = firstRow + r + lane;
      const tap = row / channels;
      const channel = row - tap * channels;
      const lanes = min(channels - channel, min(PANEL_A, rows - r) - lane);
      packTap(args, a + <usize>channel * 4, taps + <usize>tap * 12, k, depth, lanes, to + <usize>lane * 4);
      lane += lanes;
    }
    to += <usize>depth * 20;
  }
}

/** What one tap sees from the positions `k` to `k + depth`, in some lanes of a panel. */
function packTap(args: usize, a: usize, tap: usize, k: i32, depth: i32, lanes: i32, to: usize): void {
  const gridWidth = word(args, GRID_WIDTH);
  const gridHeight = word(args, GRID_HEIGHT);
  const height = word(args, HEIGHT);
  const width = word(args, WIDTH);
  const strideY = word(args, STRIDE_Y);
  const strideX = word(args, STRIDE_X);
  const pixel = <usize>word(args, CHANNELS) * 4;
  const step = <usize>strideX * pixel;
  const tapY = load<i32>(tap);
  const tapX = load<i32>(tap, 4);
  // Of a line of positions, those from `begin` to `end` see a pixel.
  const begin = min(gridWidth, (max(0, -tapX) + strideX - 1) / strideX);
  const end = max(begin, min(gridWidth, (max(0, width - tapX) + strideX - 1) / strideX));
  const lines = k / gridWidth;
  let j = k - lines * gridWidth;
  let image = lines / gridHeight;
  let i = lines - image * gridHeight;
  for (let left = depth; left > 0; ) {
    const run = min(gridWidth - j, left);
    const y = i * strideY + tapY;
    if (<u32>y < <u32>height) {
      const before = min(run, max(0, begin - j));
      const within = min(run, max(0, end - j)) - before;
      const after = run - before - within;
      if (before > 0) fillLanes(before, lanes, to);
      to += <usize>before * 20;
      const x = (j + before) * strideX + tapX;
      copyLanes(a + <usize>((image * height + y) * width + x) * pixel, step, within, lanes, to);
      to += <usize>within * 20;
      if (after > 0) fillLanes(after, lanes, to);
      to += <usize>after * 20;
    } else {
      fillLanes(run, lanes, to);
      to += <usize>run * 20;
    }
    left -= run;
    j = 0;
    if (++i == gridHeight) {
      i = 0;
      image++;
    }
  }
}

function copyLanes(from: usize, step: usize, count: i32, lanes: i32, to: usize): void {
  const end = to + <usize>count * 20;
  if (lanes == PANEL_A) {
    for (; to < end; to += 20) {
      v128.store(to, v128.load(from));
      store<f32>(to, load<f32>(from, 16), 16);
      from += step;
    }
    return;
  }
  for (; to < end; to += 20) {
    for (let lane: usize = 0; lane < <usize>lanes * 4; lane += 4) store<f32>(to + lane, load<f32>(from + lane));
    from += step;
  }
}

function fillLanes(count: i32, lanes: i32, to: usize): void {
  const end = to + <usize>count * 20;
  for (; to < end; to += 20) {
    for (let lane: usize = 0; lane < <usize>lanes * 4; lane += 4) store<f32>(to + lane, 0);
  }
}
