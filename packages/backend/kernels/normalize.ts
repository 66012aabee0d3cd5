/** Batch norm while training, of a matrix [rows, channels], and its way back. */
import { address, loadSome, storeSome, word } from './lanes';

/** x, mean, result, rows, columns, rows in a part. A unit is a part: it gives a row of Σ (x − mean)². */
export function squaredDeviations(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const x = address(args, 0);
  const mean = address(args, 1);
  const result = address(args, 2);
  const rows = word(args, 3);
  const columns = word(args, 4);
  const part = word(args, 5);
  const step = <usize>columns * 4;
  for (let unit = begin; unit < end; unit++) {
    const first = unit * part;
    const last = min(rows, first + part);
    for (let column = 0; column < columns; column += 4) {
      const some = columns - column;
      const at = <usize>column * 4;
      const centre = loadSome(mean + at, some);
      let sum = f32x4.splat(0);
      let from = x + <usize>first * step + at;
      if (some >= 4) {
        for (let row = first; row < last; row++) {
          const d = f32x4.sub(v128.load(from), centre);
          sum = f32x4.add(sum, f32x4.mul(d, d));
          from += step;
        }
      } else {
        for (let row = first; row < last; row++) {
          const d = f32x4.sub(loadSome(from, some), centre);
          sum = f32x4.add(sum, f32x4.mul(d, d));
          from += step;
        }
      }
      storeSome(result + <usize>unit * step + at, sum, some);
    }
  }
}

/** x, mean, factor, offset, result, columns: (x − mean) · factor + offset. A unit is a row. */
export function normalize(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const mean = address(args, 1);
  const factor = address(args, 2);
  const offset = address(args, 3);
  const columns = word(args, 5);
  const step = <usize>columns * 4;
  let from = address(args, 0) + <usize>begin * step;
  let to = address(args, 4) + <usize>begin * step;
  for (let row = begin; row < end; row++) {
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      const at = <usize>column * 4;
      const centred = f32x4.sub(v128.load(from + at), v128.load(mean + at));
      v128.store(to + at, f32x4.add(f32x4.mul(centred, v128.load(factor + at)), v128.load(offset + at)));
    }
    if (column < columns) {
      const at = <usize>column * 4;
      const some = columns - column;
      const centred = f32x4.sub(loadSome(from + at, some), loadSome(mean + at, some));
      storeSome(to + at, f32x4.add(f32x4.mul(centred, loadSome(factor + at, some)), loadSome(offset + at, some)), some);
    }
    from += step;
    to += step;
  }
}

/** x, dy, mean, result, rows, columns, rows in a part. A unit is a part: it gives a row of Σ dy and one of Σ dy (x − mean). */
export function normalizeSums(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const x = address(args, 0);
  const dy = address(args, 1);
  const mean = address(args, 2);
  const result = address(args, 3);
  const rows = word(args, 4);
  const columns = word(args, 5);
  const part = word(args, 6);
  const step = <usize>columns * 4;
  for (let unit = begin; unit < end; unit++) {
    const first = unit * part;
    const last = min(rows, first + part);
    for (let column = 0; column < columns; column += 4) {
      const some = columns - column;
      const at = <usize>column * 4;
      const centre = loadSome(mean + at, some);
      let plain = f32x4.splat(0);
      let weighted = plain;
      let offset = <usize>first * step + at;
      if (some >= 4) {
        for (let row = first; row < last; row++) {
          const d = v128.load(dy + offset);
          plain = f32x4.add(plain, d);
          weighted = f32x4.add(weighted, f32x4.mul(d, f32x4.sub(v128.load(x + offset), centre)));
          offset += step;
        }
      } else {
        for (let row = first; row < last; row++) {
          const d = loadSome(dy + offset, some);
          plain = f32x4.add(plain, d);
          weighted = f32x4.add(weighted, f32x4.mul(d, f32x4.sub(loadSome(x + offset, some), centre)));
          offset += step;
        }
      }
      const to = result + <usize>unit * 2 * step + at;
      storeSome(to, plain, some);
      storeSome(to + step, weighted, some);
    }
  }
}

/** x, dy, mean, a, b, c, result, columns: a · dy − b − c · (x − mean). A unit is a row. */
export function normalizeGradient(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const mean = address(args, 2);
  const a = address(args, 3);
  const b = address(args, 4);
  const c = address(args, 5);
  const columns = word(args, 7);
  const step = <usize>columns * 4;
  let x = address(args, 0) + <usize>begin * step;
  let dy = address(args, 1) + <usize>begin * step;
  let to = address(args, 6) + <usize>begin * step;
  for (let row = begin; row < end; row++) {
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>column * 4;
      const some = columns - column;
      const centred = f32x4.sub(loadSome(x + at, some), loadSome(mean + at, some));
      const own = f32x4.sub(f32x4.mul(loadSome(dy + at, some), loadSome(a + at, some)), loadSome(b + at, some));
      storeSome(to + at, f32x4.sub(own, f32x4.mul(centred, loadSome(c + at, some))), some);
    }
    x += step;
    dy += step;
    to += step;
  }
}
