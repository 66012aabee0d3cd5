/** Lays out columns of B in panels: eight columns, side by side, for each of the inner dimension. */
import { address, loadSome, word } from './lanes';
import { B_KIND, B_START, CHANNELS, FILTER_STEP, LDB, TAPS } from './productFields.generated';

export function packB(args: usize, batch: usize, firstColumn: i32, columns: i32, k: i32, depth: i32, to: usize): void {
  const kind = word(args, B_KIND);
  const b = address(args, B_START) + batch;
  if (kind == 0) packRows(b, word(args, LDB), firstColumn, columns, k, depth, to);
  else if (kind == 1) packTransposed(b, word(args, LDB), firstColumn, columns, k, depth, depth, to);
  else packFilter(args, b, firstColumn, columns, k, depth, to);
}

/** B is [inner, columns]. */
function packRows(b: usize, ldb: i32, firstColumn: i32, columns: i32, k: i32, depth: i32, to: usize): void {
  const step = <usize>ldb * 4;
  const start = b + (<usize>k * <usize>ldb + <usize>firstColumn) * 4;
  for (let j = 0; j < columns; j += 8) {
    let from = start + <usize>j * 4;
    const some = columns - j;
    if (some >= 8) {
      for (let p = 0; p < depth; p++) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
        from += step;
        to += 32;
      }
    } else {
      for (let p = 0; p < depth; p++) {
        v128.store(to, loadSome(from, some));
        v128.store(to, some > 4 ? loadSome(from + 16, some - 4) : f32x4.splat(0), 16);
        from += step;
        to += 32;
      }
    }
  }
}

/** B is [columns, inner]: `count` of the inner dimension, into panels of `depth`. */
function packTransposed(
  b: usize,
  ldb: i32,
  firstColumn: i32,
  columns: i32,
  k: i32,
  count: i32,
  depth: i32,
  to: usize,
): void {
  const step = <usize>ldb * 4;
  const start = b + (<usize>firstColumn * <usize>ldb + <usize>k) * 4;
  for (let j = 0; j < columns; j += 8) {
    packEight(start + <usize>j * step, step, min(8, columns - j), count, to + <usize>(j * depth) * 4);
  }
}

function packEight(from: usize, step: usize, some: i32, count: i32, to: usize): void {
  const r0 = from;
  // Columns that are not there repeat the first: what comes of them is not stored.
  const r1 = some > 1 ? from + step : from;
  const r2 = some > 2 ? from + 2 * step : from;
  const r3 = some > 3 ? from + 3 * step : from;
  const r4 = some > 4 ? from + 4 * step : from;
  const r5 = some > 5 ? from + 5 * step : from;
  const r6 = some > 6 ? from + 6 * step : from;
  const r7 = some > 7 ? from + 7 * step : from;
  fourOfEight(r0, r1, r2, r3, count, to);
  fourOfEight(r4, r5, r6, r7, count, to + 16);
}

/** Takes `count` floats from each of four rows and writes them by columns, each followed by room for another four. */
function fourOfEight(r0: usize, r1: usize, r2: usize, r3: usize, count: i32, to: usize): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const a = v128.load(r0);
    const b = v128.load(r1);
    const c = v128.load(r2);
    const d = v128.load(r3);
    const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
    v128.store(to, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7), 32);
    v128.store(to, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5), 64);
    v128.store(to, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7), 96);
    r0 += 16;
    r1 += 16;
    r2 += 16;
    r3 += 16;
    to += 128;
  }
  for (; i < count; i++) {
    store<f32>(to, load<f32>(r0));
    store<f32>(to, load<f32>(r1), 4);
    store<f32>(to, load<f32>(r2), 8);
    store<f32>(to, load<f32>(r3), 12);
    r0 += 4;
    r1 += 4;
    r2 += 4;
    r3 += 4;
    to += 32;
  }
}

/** B is a filter seen backwards: for tap t and channel o of the result, the column i is filter[t][i][o]. */
function packFilter(args: usize, b: usize, firstColumn: i32, columns: i32, k: i32, depth: i32, to: usize): void {
  const channels = word(args, CHANNELS);
  const matrix = <usize>word(args, FILTER_STEP) * 4;
  const firstTap = k / channels;
  let channel = k - firstTap * channels;
  let tap = address(args, TAPS) + <usize>firstTap * 12;
  let left = depth;
  while (left > 0) {
    const run = min(channels - channel, left);
    packTransposed(b + <usize>load<i32>(tap, 8) * matrix, channels, firstColumn, columns, channel, run, depth, to);
    to += <usize>run * 32;
    left -= run;
    channel = 0;
    tap += 12;
  }
}
