/** The innermost part of a product: a tile of C in registers. */
import { loadSome, multiplyAdd, storeSome } from './lanes';

/**
 * Five rows by eight columns of C, added to what `from` holds.
 *
 * As V8 compiles it, the order of what is written here matters. The first step stands before the loop, so that the
 * addresses it shares with the other steps are computed once. The results are stored in the order in which they are
 * computed, without a branch, because the steps are put in that order; in another, or unrolled, they need more than
 * the sixteen registers. Measure, if you change it: it is a fifth to a half of the speed.
 */
export function tile(a: usize, b: usize, end: usize, from: usize, fromOffset: usize, to: usize, offset: usize): void {
  const b0 = v128.load(b);
  const b1 = v128.load(b, 16);
  let x = v128.load32_splat(a);
  let at = <usize>load<u32>(from) + fromOffset;
  let c00 = multiplyAdd(x, b0, v128.load(at));
  let c01 = multiplyAdd(x, b1, v128.load(at, 16));
  x = v128.load32_splat(a, 4);
  at = <usize>load<u32>(from, 4) + fromOffset;
  let c10 = multiplyAdd(x, b0, v128.load(at));
  let c11 = multiplyAdd(x, b1, v128.load(at, 16));
  x = v128.load32_splat(a, 8);
  at = <usize>load<u32>(from, 8) + fromOffset;
  let c20 = multiplyAdd(x, b0, v128.load(at));
  let c21 = multiplyAdd(x, b1, v128.load(at, 16));
  x = v128.load32_splat(a, 12);
  at = <usize>load<u32>(from, 12) + fromOffset;
  let c30 = multiplyAdd(x, b0, v128.load(at));
  let c31 = multiplyAdd(x, b1, v128.load(at, 16));
  x = v128.load32_splat(a, 16);
  at = <usize>load<u32>(from, 16) + fromOffset;
  let c40 = multiplyAdd(x, b0, v128.load(at));
  let c41 = multiplyAdd(x, b1, v128.load(at, 16));
  a += 20;
  b += 32;
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    x = v128.load32_splat(a, 16);
    c40 = multiplyAdd(x, b0, c40);
    c41 = multiplyAdd(x, b1, c41);
    a += 20;
    b += 32;
  }
  at = <usize>load<u32>(to) + offset;
  v128.store(at, c00);
  v128.store(at, c01, 16);
  at = <usize>load<u32>(to, 4) + offset;
  v128.store(at, c10);
  v128.store(at, c11, 16);
  at = <usize>load<u32>(to, 8) + offset;
  v128.store(at, c20);
  v128.store(at, c21, 16);
  at = <usize>load<u32>(to, 12) + offset;
  v128.store(at, c30);
  v128.store(at, c31, 16);
  at = <usize>load<u32>(to, 16) + offset;
  v128.store(at, c40);
  v128.store(at, c41, 16);
}

/** As {@link tile}, of the four columns on the left: for what is left of C beyond its last eight. */
export function halfTile(a: usize, b: usize, end: usize, from: usize, fromOffset: usize, to: usize, offset: usize): void {
  const b0 = v128.load(b);
  let c0 = multiplyAdd(v128.load32_splat(a), b0, v128.load(<usize>load<u32>(from) + fromOffset));
  let c1 = multiplyAdd(v128.load32_splat(a, 4), b0, v128.load(<usize>load<u32>(from, 4) + fromOffset));
  let c2 = multiplyAdd(v128.load32_splat(a, 8), b0, v128.load(<usize>load<u32>(from, 8) + fromOffset));
  let c3 = multiplyAdd(v128.load32_splat(a, 12), b0, v128.load(<usize>load<u32>(from, 12) + fromOffset));
  let c4 = multiplyAdd(v128.load32_splat(a, 16), b0, v128.load(<usize>load<u32>(from, 16) + fromOffset));
  a += 20;
  b += 32;
  while (b < end) {
    const b0 = v128.load(b);
    c0 = multiplyAdd(v128.load32_splat(a), b0, c0);
    c1 = multiplyAdd(v128.load32_splat(a, 4), b0, c1);
    c2 = multiplyAdd(v128.load32_splat(a, 8), b0, c2);
    c3 = multiplyAdd(v128.load32_splat(a, 12), b0, c3);
    c4 = multiplyAdd(v128.load32_splat(a, 16), b0, c4);
    a += 20;
    b += 32;
  }
  v128.store(<usize>load<u32>(to) + offset, c0);
  v128.store(<usize>load<u32>(to, 4) + offset, c1);
  v128.store(<usize>load<u32>(to, 8) + offset, c2);
  v128.store(<usize>load<u32>(to, 12) + offset, c3);
  v128.store(<usize>load<u32>(to, 16) + offset, c4);
}

/** Moves what there is of a tile at the edge of C to its place. */
export function putEdge(from: usize, table: usize, offset: usize, rows: i32, columns: i32, later: bool): void {
  for (let row = 0; row < rows; row++) {
    const to = <usize>load<u32>(table + <usize>(row * 4)) + offset;
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>(column * 4);
      let some = v128.load(from + at);
      if (later) some = f32x4.add(loadSome(to + at, columns - column), some);
      storeSome(to + at, some, columns - column);
    }
    from += 32;
  }
}
