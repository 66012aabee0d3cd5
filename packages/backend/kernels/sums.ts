/** Sums over the rows or the columns of a matrix, in an order that depends on its shape alone. */
import { address, float, loadSome, storeSome, sumOfLanes, word } from './lanes';

/**
 * Sums the rows of a matrix. Arguments: matrix, result, rows, columns, factor, rows in a part. A unit is a part of the
 * rows, and each has a row of the result.
 */
export function sumOfRows(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const matrix = address(args, 0);
  const result = address(args, 1);
  const rows = word(args, 2);
  const columns = word(args, 3);
  const factor = f32x4.splat(float(args, 4));
  const part = word(args, 5);
  const step = <usize>columns * 4;
  for (let unit = begin; unit < end; unit++) {
    const first = unit * part;
    const last = min(rows, first + part);
    const from = matrix + <usize>first * step;
    const to = result + <usize>unit * step;
    let column = 0;
    for (; column + 16 <= columns; column += 16) {
      let a = f32x4.splat(0);
      let b = a;
      let c = a;
      let d = a;
      let at = from + <usize>column * 4;
      for (let row = first; row < last; row++) {
        a = f32x4.add(a, v128.load(at));
        b = f32x4.add(b, v128.load(at, 16));
        c = f32x4.add(c, v128.load(at, 32));
        d = f32x4.add(d, v128.load(at, 48));
        at += step;
      }
      const put = to + <usize>column * 4;
      v128.store(put, f32x4.mul(a, factor));
      v128.store(put, f32x4.mul(b, factor), 16);
      v128.store(put, f32x4.mul(c, factor), 32);
      v128.store(put, f32x4.mul(d, factor), 48);
    }
    for (; column < columns; column += 4) {
      const some = columns - column;
      let sum = f32x4.splat(0);
      let at = from + <usize>column * 4;
      for (let row = first; row < last; row++) {
        sum = f32x4.add(sum, loadSome(at, some));
        at += step;
      }
      storeSome(to + <usize>column * 4, f32x4.mul(sum, factor), some);
    }
  }
}

/** Sums each row of a matrix. Arguments: matrix, result, columns, factor. A unit is a row. */
export function sumOfColumns(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const columns = word(args, 2);
  const factor = float(args, 3);
  const result = address(args, 1);
  let from = address(args, 0) + <usize>begin * <usize>columns * 4;
  for (let row = begin; row < end; row++) {
    store<f32>(result + <usize>row * 4, sumOfVector(from, columns) * factor);
    from += <usize>columns * 4;
  }
}

/** In blocks of 4,096, so that a long sum does not lose its small terms. */
function sumOfVector(from: usize, count: i32): f32 {
  let total: f64 = 0;
  for (let first = 0; first < count; first += 4096) {
    const block = min(4096, count - first);
    let a = f32x4.splat(0);
    let b = a;
    let i = 0;
    for (; i + 8 <= block; i += 8) {
      a = f32x4.add(a, v128.load(from));
      b = f32x4.add(b, v128.load(from, 16));
      from += 32;
    }
    for (; i < block; i += 4) {
      a = f32x4.add(a, loadSome(from, block - i));
      from += <usize>min(4, block - i) * 4;
    }
    total += <f64>sumOfLanes(f32x4.add(a, b));
  }
  return <f32>total;
}
