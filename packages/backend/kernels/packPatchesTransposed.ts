/** Lays out patches turned, [taps × channels, positions], in panels of five rows. */
import { address, word } from './lanes';
import { PANEL_A } from './gemmScratch';
import { CHANNELS, GRID_HEIGHT, GRID_WIDTH, HEIGHT, STRIDE_X, STRIDE_Y, TAPS, WIDTH } from './productFields.generated';

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
