/** Lays out the patches of pictures in panels of five rows, without writing them down elsewhere. */
import { address, word } from './lanes';
import { PANEL_A, POSITIONS, ZEROS } from './gemmScratch';
import { A_START, BATCH_A, CHANNELS, GRID_HEIGHT, GRID_WIDTH, HEIGHT, STRIDE_X, STRIDE_Y, TAPS, WIDTH } from './productFields.generated';
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
