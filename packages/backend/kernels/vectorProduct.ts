/**
 * A product of few rows: each number of B is used once for each, so that laying B out would cost more than it saves.
 *
 * Arguments: columns, inner, a, bytes from row to row of A, bytes from one of its numbers to the next, whether B is
 * turned, b, bytes from row to row of B, c, bytes from row to row of C, bias, bytes from one of the bias to the next,
 * activation, slope, blocks in a row. A unit is a block of 64 columns of a row.
 */
import { activateVector } from './activations';
import { address, float, loadSome, multiplyAdd, storeSome, sumOfLanes, word } from './lanes';

const BLOCK: i32 = 64;

export function vectorProduct(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const columns = word(args, 0);
  const inner = word(args, 1);
  const aStep = address(args, 4);
  const turned = word(args, 5) != 0;
  const bStep = address(args, 7);
  const blocks = word(args, 14);
  for (let unit = begin; unit < end; unit++) {
    const row = unit / blocks;
    const first = (unit - row * blocks) * BLOCK;
    const count = min(BLOCK, columns - first);
    const a = address(args, 2) + <usize>row * address(args, 3);
    const c = address(args, 8) + <usize>row * address(args, 9) + <usize>first * 4;
    if (turned) byDots(a, address(args, 6) + <usize>first * bStep, bStep, inner, c, count);
    else byRows(a, aStep, address(args, 6) + <usize>first * 4, bStep, inner, c, count);
    finish(args, first, c, count);
  }
}

/** B is [inner, columns]: adds up its rows. */
function byRows(a: usize, aStep: usize, b: usize, bStep: usize, inner: i32, c: usize, count: i32): void {
  let column = 0;
  for (; column + 32 <= count; column += 32) {
    let c0 = f32x4.splat(0);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let c4 = c0;
    let c5 = c0;
    let c6 = c0;
    let c7 = c0;
    let from = a;
    let at = b + <usize>column * 4;
    for (let k = 0; k < inner; k++) {
      const x = v128.load32_splat(from);
      c0 = multiplyAdd(x, v128.load(at), c0);
      c1 = multiplyAdd(x, v128.load(at, 16), c1);
      c2 = multiplyAdd(x, v128.load(at, 32), c2);
      c3 = multiplyAdd(x, v128.load(at, 48), c3);
      c4 = multiplyAdd(x, v128.load(at, 64), c4);
      c5 = multiplyAdd(x, v128.load(at, 80), c5);
      c6 = multiplyAdd(x, v128.load(at, 96), c6);
      c7 = multiplyAdd(x, v128.load(at, 112), c7);
      from += aStep;
      at += bStep;
    }
    const to = c + <usize>column * 4;
    v128.store(to, c0);
    v128.store(to, c1, 16);
    v128.store(to, c2, 32);
    v128.store(to, c3, 48);
    v128.store(to, c4, 64);
    v128.store(to, c5, 80);
    v128.store(to, c6, 96);
    v128.store(to, c7, 112);
  }
  for (; column < count; column += 4) {
    const some = count - column;
    let sum = f32x4.splat(0);
    let from = a;
    let at = b + <usize>column * 4;
    for (let k = 0; k < inner; k++) {
      sum = multiplyAdd(v128.load32_splat(from), loadSome(at, some), sum);
      from += aStep;
      at += bStep;
    }
    storeSome(c + <usize>column * 4, sum, some);
  }
}

/** B is [columns, inner]: multiplies the row of A with each of its rows. Both are read in steps of four numbers. */
function byDots(a: usize, b: usize, bStep: usize, inner: i32, c: usize, count: i32): void {
  for (let column = 0; column < count; column++) {
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let from = a;
    let at = b;
    let k = 0;
    for (; k + 8 <= inner; k += 8) {
      s0 = multiplyAdd(v128.load(from), v128.load(at), s0);
      s1 = multiplyAdd(v128.load(from, 16), v128.load(at, 16), s1);
      from += 32;
      at += 32;
    }
    for (; k < inner; k += 4) {
      s0 = multiplyAdd(loadSome(from, inner - k), loadSome(at, inner - k), s0);
      from += 16;
      at += 16;
    }
    store<f32>(c + <usize>column * 4, sumOfLanes(f32x4.add(s0, s1)));
    b += bStep;
  }
}

function finish(args: usize, first: i32, c: usize, count: i32): void {
  const bias = address(args, 10);
  const biasStep = address(args, 11);
  const activation = word(args, 12);
  if (bias == 0 && activation == 0) return;
  const slope = f32x4.splat(float(args, 13));
  for (let i = 0; i < count; i += 4) {
    const some = count - i;
    let offset = f32x4.splat(0);
    if (bias != 0) offset = biasStep == 0 ? v128.load32_splat(bias) : loadSome(bias + <usize>(first + i) * 4, some);
    const to = c + <usize>i * 4;
    storeSome(to, activateVector(activation, f32x4.add(loadSome(to, some), offset), slope), some);
  }
}
