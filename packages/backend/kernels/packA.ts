/** Lays out rows of A in panels: four rows, side by side, for each of the inner dimension. */
import { transpose4 } from './transpose4';
import { address, loadSome, word } from './lanes';
import {
  A_KIND,
  A_START,
  CHANNELS,
  GRID_HEIGHT,
  GRID_WIDTH,
  HEIGHT,
  LDA,
  STRIDE_X,
  STRIDE_Y,
  TAPS,
  WIDTH,
  ZEROS,
  SCRATCH_A,
} from './gemmArguments';

export function packA(args: usize, batch: usize, firstRow: i32, rows: i32, k: i32, depth: i32, to: usize): void {
  const kind = word(args, A_KIND);
  const a = address(args, A_START) + batch;
  if (kind == 0) packRows(a, word(args, LDA), firstRow, rows, k, depth, to);
  else if (kind == 1) packTransposed(a, word(args, LDA), firstRow, rows, k, depth, to);
  else if (kind == 2) packPatches(args, a, firstRow, rows, k, depth, to);
  else packPatchesTransposed(args, a, firstRow, rows, k, depth, to);
}

/** A is [rows, inner]. */
function packRows(a: usize, lda: i32, firstRow: i32, rows: i32, k: i32, depth: i32, to: usize): void {
  const step = <usize>lda * 4;
  let row = a + (<usize>firstRow * <usize>lda + <usize>k) * 4;
  for (let i = 0; i < rows; i += 4) {
    const left = rows - i;
    // Rows that are not there repeat the last one: what comes of them is not stored.
    const row1 = left > 1 ? row + step : row;
    const row2 = left > 2 ? row1 + step : row;
    const row3 = left > 3 ? row2 + step : row;
    transpose4(row, row1, row2, row3, depth, to);
    to += <usize>depth * 16;
    row += 4 * step;
  }
}

/** A is [inner, rows]. */
function packTransposed(a: usize, lda: i32, firstRow: i32, rows: i32, k: i32, depth: i32, to: usize): void {
  const step = <usize>lda * 4;
  const start = a + (<usize>k * <usize>lda + <usize>firstRow) * 4;
  for (let i = 0; i < rows; i += 4) {
    let from = start + <usize>i * 4;
    const some = rows - i;
    if (some >= 4) {
      for (let p = 0; p < depth; p++) {
        v128.store(to, v128.load(from));
        from += step;
        to += 16;
      }
    } else {
      for (let p = 0; p < depth; p++) {
        v128.store(to, loadSome(from, some));
        from += step;
        to += 16;
      }
    }
  }
}

/**
 * A is the patches [positions, taps × channels]. For each panel it is worked out once where its four positions lie; a
 * tap then is a step from there, and zeros stand for what is outside.
 */
function packPatches(args: usize, a: usize, firstRow: i32, rows: i32, k: i32, depth: i32, to: usize): void {
  const channels = word(args, CHANNELS);
  const gridWidth = word(args, GRID_WIDTH);
  const gridHeight = word(args, GRID_HEIGHT);
  const height = word(args, HEIGHT);
  const width = word(args, WIDTH);
  const strideY = word(args, STRIDE_Y);
  const strideX = word(args, STRIDE_X);
  const zeros = to - SCRATCH_A + ZEROS;
  memory.fill(zeros, 0, 1024);
  const pixel = <usize>channels * 4;
  const line = <usize>width * pixel;
  const picture = <usize>height * line;
  const firstTap = k / channels;
  const firstChannel = k - firstTap * channels;
  const lines = firstRow / gridWidth;
  let j = firstRow - lines * gridWidth;
  let image = lines / gridHeight;
  let i = lines - image * gridHeight;
  for (let r = 0; r < rows; r += 4) {
    const y0 = i * strideY;
    const x0 = j * strideX;
    const a0 = a + <usize>image * picture;
    if (r + 1 < rows && ++j == gridWidth) {
      j = 0;
      if (++i == gridHeight) {
        i = 0;
        image++;
      }
    }
    const y1 = i * strideY;
    const x1 = j * strideX;
    const a1 = a + <usize>image * picture;
    if (r + 2 < rows && ++j == gridWidth) {
      j = 0;
      if (++i == gridHeight) {
        i = 0;
        image++;
      }
    }
    const y2 = i * strideY;
    const x2 = j * strideX;
    const a2 = a + <usize>image * picture;
    if (r + 3 < rows && ++j == gridWidth) {
      j = 0;
      if (++i == gridHeight) {
        i = 0;
        image++;
      }
    }
    const y3 = i * strideY;
    const x3 = j * strideX;
    const a3 = a + <usize>image * picture;
    if (++j == gridWidth) {
      j = 0;
      if (++i == gridHeight) {
        i = 0;
        image++;
      }
    }
    let tap = address(args, TAPS) + <usize>firstTap * 12;
    let channel = firstChannel;
    for (let left = depth; left > 0; tap += 12) {
      const run = min(channels - channel, left);
      const skip = <usize>channel * 4;
      const tapY = load<i32>(tap);
      const tapX = load<i32>(tap, 4);
      const p0 = inside(y0 + tapY, x0 + tapX, height, width) ? at(a0, y0 + tapY, x0 + tapX, line, pixel) + skip : zeros;
      const p1 = inside(y1 + tapY, x1 + tapX, height, width) ? at(a1, y1 + tapY, x1 + tapX, line, pixel) + skip : zeros;
      const p2 = inside(y2 + tapY, x2 + tapX, height, width) ? at(a2, y2 + tapY, x2 + tapX, line, pixel) + skip : zeros;
      const p3 = inside(y3 + tapY, x3 + tapX, height, width) ? at(a3, y3 + tapY, x3 + tapX, line, pixel) + skip : zeros;
      if (run == 1) {
        store<f32>(to, load<f32>(p0));
        store<f32>(to, load<f32>(p1), 4);
        store<f32>(to, load<f32>(p2), 8);
        store<f32>(to, load<f32>(p3), 12);
      } else {
        transpose4(p0, p1, p2, p3, run, to);
      }
      to += <usize>run * 16;
      left -= run;
      channel = 0;
    }
  }
}

// @ts-ignore: decorator
@inline
function inside(y: i32, x: i32, height: i32, width: i32): bool {
  return <u32>y < <u32>height && <u32>x < <u32>width;
}

// @ts-ignore: decorator
@inline
function at(picture: usize, y: i32, x: i32, line: usize, pixel: usize): usize {
  return picture + <usize>y * line + <usize>x * pixel;
}

/** A is the patches turned: [taps × channels, positions]. */
function packPatchesTransposed(args: usize, a: usize, firstRow: i32, rows: i32, k: i32, depth: i32, to: usize): void {
  const channels = word(args, CHANNELS);
  const gridWidth = word(args, GRID_WIDTH);
  const gridHeight = word(args, GRID_HEIGHT);
  const height = word(args, HEIGHT);
  const width = word(args, WIDTH);
  const strideY = word(args, STRIDE_Y);
  const strideX = word(args, STRIDE_X);
  const zeros = to - SCRATCH_A + ZEROS;
  const taps = address(args, TAPS);
  v128.store(zeros, f32x4.splat(0));
  const firstLine = k / gridWidth;
  const firstJ = k - firstLine * gridWidth;
  const firstImage = firstLine / gridHeight;
  const firstI = firstLine - firstImage * gridHeight;
  for (let r = 0; r < rows; r += 4) {
    const row = firstRow + r;
    const tapIndex = row / channels;
    const channel = row - tapIndex * channels;
    const some = rows - r;
    const together = channel + 4 <= channels && some >= 4;
    let i = firstI;
    let j = firstJ;
    let image = firstImage;
    if (together) {
      const tap = taps + <usize>tapIndex * 12;
      const tapY = load<i32>(tap);
      const tapX = load<i32>(tap, 4);
      for (let p = 0; p < depth; p++) {
        const y = i * strideY + tapY;
        const x = j * strideX + tapX;
        const inside = <u32>x < <u32>width && <u32>y < <u32>height;
        const from = inside ? a + <usize>(((image * height + y) * width + x) * channels + channel) * 4 : zeros;
        v128.store(to, v128.load(from));
        to += 16;
        if (++j == gridWidth) {
          j = 0;
          if (++i == gridHeight) {
            i = 0;
            image++;
          }
        }
      }
      continue;
    }
    for (let p = 0; p < depth; p++) {
      for (let lane = 0; lane < 4; lane++) {
        let value: f32 = 0;
        if (lane < some) {
          const at = row + lane;
          const t = at / channels;
          const tap = taps + <usize>t * 12;
          const y = i * strideY + load<i32>(tap);
          const x = j * strideX + load<i32>(tap, 4);
          if (<u32>x < <u32>width && <u32>y < <u32>height) {
            value = load<f32>(a + <usize>(((image * height + y) * width + x) * channels + at - t * channels) * 4);
          }
        }
        store<f32>(to + <usize>lane * 4, value);
      }
      to += 16;
      if (++j == gridWidth) {
        j = 0;
        if (++i == gridHeight) {
          i = 0;
          image++;
        }
      }
    }
  }
}
