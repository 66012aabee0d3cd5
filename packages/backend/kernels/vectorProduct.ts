/**
 * A product of few rows, or of a small inner size: laying the matrices out would cost more than it saves.
 *
 * Arguments: columns, inner, a, bytes from row to row of A, bytes from one of its numbers to the next, whether B is
 * turned, b, bytes from row to row of B, c, bytes from row to row of C, bias, bytes from one of the bias to the next,
 * activation, slope, blocks in a row. A unit is a block of 512 columns of a row.
 */
import { LINEAR } from './activations';
import { finishRow } from './finishRow';
import { address, float, loadSome, multiplyAdd, storeSome, sumOfLanes, word } from './lanes';

const BLOCK: i32 = 512;

export function vectorProduct(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const columns = word(args, 0);
  const inner = word(args, 1);
  const aStep = address(args, 4);
  const turned = word(args, 5) != 0;
  const bStep = address(args, 7);
  const bias = address(args, 10);
  const biasStep = address(args, 11);
  const activation = word(args, 12);
  const slope = f32x4.splat(float(args, 13));
  const blocks = word(args, 14);
  for (let unit = begin; unit < end; unit++) {
    const row = unit / blocks;
    const first = (unit - row * blocks) * BLOCK;
    const count = min(BLOCK, columns - first);
    const a = address(args, 2) + <usize>row * address(args, 3);
    const c = address(args, 8) + <usize>row * address(args, 9) + <usize>first * 4;
    if (turned) byDots(a, address(args, 6) + <usize>first * bStep, bStep, inner, c, count);
    else byRows(a, aStep, address(args, 6) + <usize>first * 4, bStep, inner, c, count);
    if (bias != 0 || activation != LINEAR)
      finishRow(activation, slope, bias + biasStep * <usize>first, bias != 0 ? biasStep : 0, count, c);
  }
}

/** B is [inner, columns]: adds up its rows, up to four at a time, so that each is read from one end to the other. */
function byRows(a: usize, aStep: usize, b: usize, bStep: usize, inner: i32, c: usize, count: i32): void {
  const first = inner > 0 ? ((inner - 1) & 3) + 1 : 0;
  if (first == 0) memory.fill(c, 0, <usize>count * 4);
  else if (first == 1) addRows(1, false, a, aStep, b, bStep, c, count);
  else if (first == 2) addRows(2, false, a, aStep, b, bStep, c, count);
  else if (first == 3) addRows(3, false, a, aStep, b, bStep, c, count);
  else addRows(4, false, a, aStep, b, bStep, c, count);
  for (let k = first; k < inner; k += 4) {
    addRows(4, true, a + <usize>k * aStep, aStep, b + <usize>k * bStep, bStep, c, count);
  }
}

/** So many rows of B, times their numbers of A, written to C or added to it. */
// @ts-ignore: decorator
@inline
function addRows(
  rows: i32,
  onto: bool,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  c: usize,
  count: i32,
): void {
  const x0 = v128.load32_splat(a);
  const x1 = rows > 1 ? v128.load32_splat(a + aStep) : x0;
  const x2 = rows > 2 ? v128.load32_splat(a + 2 * aStep) : x0;
  const x3 = rows > 3 ? v128.load32_splat(a + 3 * aStep) : x0;
  const b1 = b + bStep;
  const b2 = b1 + bStep;
  const b3 = b2 + bStep;
  let at: usize = 0;
  for (const end = <usize>(count >> 2) << 4; at < end; at += 16) {
    let sum = f32x4.mul(x0, v128.load(b + at));
    if (onto) sum = f32x4.add(sum, v128.load(c + at));
    if (rows > 1) sum = multiplyAdd(x1, v128.load(b1 + at), sum);
    if (rows > 2) sum = multiplyAdd(x2, v128.load(b2 + at), sum);
    if (rows > 3) sum = multiplyAdd(x3, v128.load(b3 + at), sum);
    v128.store(c + at, sum);
  }
  const some = count & 3;
  if (some == 0) return;
  let sum = f32x4.mul(x0, loadSome(b + at, some));
  if (onto) sum = f32x4.add(sum, loadSome(c + at, some));
  if (rows > 1) sum = multiplyAdd(x1, loadSome(b1 + at, some), sum);
  if (rows > 2) sum = multiplyAdd(x2, loadSome(b2 + at, some), sum);
  if (rows > 3) sum = multiplyAdd(x3, loadSome(b3 + at, some), sum);
  storeSome(c + at, sum, some);
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
