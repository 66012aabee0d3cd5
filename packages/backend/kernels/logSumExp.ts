/** The logarithm of a sum of exponentials for each row of a matrix, without a matrix in between. */
import { address, float, loadSome, multiplyAdd, sumOfLanes, word } from './lanes';
import { logarithm } from './math';

// @ts-ignore: decorator
@inline
function all(x: f32): v128 {
  return f32x4.splat(x);
}

/** 1.5 · 2²³: what is added to it is rounded to a whole number, which then stands in the lowest bits. */
const ROUNDER: f32 = 12582912;

const LOG_2: f32 = 0.693147180559945309;

/**
 * e^((x) log 2) = 2ˣ for x at most 0, within 2e-7; NaN stays NaN. Half as many instructions as the exponential that is
 * good for every number: it is nearly all that this kernel does.
 */
// @ts-ignore: decorator
@inline
function powerOfTwo(x: v128): v128 {
  // Below is nothing beside the largest, which is 1.
  const bounded = f32x4.pmax(x, all(-125));
  const rounded = f32x4.add(bounded, all(ROUNDER));
  const r = f32x4.sub(bounded, f32x4.sub(rounded, all(ROUNDER)));
  let p = all(1.3276471781309349e-3);
  p = multiplyAdd(p, r, all(9.675541332757415e-3));
  p = multiplyAdd(p, r, all(5.55071327415115e-2));
  p = multiplyAdd(p, r, all(0.24022119723882146));
  p = multiplyAdd(p, r, all(0.693146967064362));
  p = multiplyAdd(p, r, all(1));
  // The whole number goes straight to the exponent.
  return i32x4.add(p, i32x4.shl(rounded, 23));
}

/** scale · matrix + offset of four columns, of which only the first `count`, 1 to 4, are there: −Infinity behind them. */
// @ts-ignore: decorator
@inline
function some(matrix: usize, offsets: usize, scale: v128, count: i32): v128 {
  const sum = multiplyAdd(loadSome(matrix, count), scale, loadSome(offsets, count));
  const there = i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
  return v128.bitselect(sum, all(-Infinity), there);
}

// @ts-ignore: decorator
@inline
function four(matrix: usize, offsets: usize, scale: v128): v128 {
  return multiplyAdd(v128.load(matrix), scale, v128.load(offsets));
}

/** The largest of a row in every lane. A NaN is passed over here, and found by the sum. */
// @ts-ignore: decorator
@inline
function largest(row: usize, offsets: usize, columns: i32, scale: v128): v128 {
  let a = all(-Infinity);
  let b = a;
  let i = 0;
  for (; i + 8 <= columns; i += 8) {
    const at = <usize>i * 4;
    a = f32x4.pmax(a, four(row + at, offsets + at, scale));
    b = f32x4.pmax(b, four(row + at + 16, offsets + at + 16, scale));
  }
  for (; i < columns; i += 4) {
    const at = <usize>i * 4;
    a = f32x4.pmax(a, some(row + at, offsets + at, scale, columns - i));
  }
  a = f32x4.pmax(a, b);
  a = f32x4.pmax(a, i32x4.shuffle(a, a, 2, 3, 0, 1));
  return f32x4.pmax(a, i32x4.shuffle(a, a, 1, 0, 3, 2));
}

/**
 * matrix, offsets, result, columns, scale: log Σ exp(scale · matrix + offset), where scale and offsets come multiplied by
 * log₂ e. A unit is a row.
 */
export function logSumExp(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const offsets = address(args, 1);
  const result = address(args, 2);
  const columns = word(args, 3);
  const scale = all(float(args, 4));
  let row = address(args, 0) + <usize>begin * <usize>columns * 4;
  for (let unit = begin; unit < end; unit++) {
    const most = largest(row, offsets, columns, scale);
    let a = all(0);
    let b = a;
    let i = 0;
    for (; i + 8 <= columns; i += 8) {
      const at = <usize>i * 4;
      a = f32x4.add(a, powerOfTwo(f32x4.sub(four(row + at, offsets + at, scale), most)));
      b = f32x4.add(b, powerOfTwo(f32x4.sub(four(row + at + 16, offsets + at + 16, scale), most)));
    }
    for (; i < columns; i += 4) {
      const at = <usize>i * 4;
      a = f32x4.add(a, powerOfTwo(f32x4.sub(some(row + at, offsets + at, scale, columns - i), most)));
    }
    const log = f32x4.extract_lane(logarithm(all(sumOfLanes(f32x4.add(a, b)))), 0);
    store<f32>(result + <usize>unit * 4, f32x4.extract_lane(most, 0) * LOG_2 + log);
    row += <usize>columns * 4;
  }
}
