/**
 * A product of few rows: each number of B is used once for each, so that laying B out would cost more than it saves.
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

/** B is [inner, columns]: adds up its rows, four at a time, so that each is read from one end to the other. */
function byRows(a: usize, aStep: usize, b: usize, bStep: usize, inner: i32, c: usize, count: i32): void {
  memory.fill(c, 0, <usize>count * 4);
  let k = 0;
  for (; k + 4 <= inner; k += 4) {
    const x0 = v128.load32_splat(a);
    const x1 = v128.load32_splat(a + aStep);
    const x2 = v128.load32_splat(a + 2 * aStep);
    const x3 = v128.load32_splat(a + 3 * aStep);
    const b1 = b + bStep;
    const b2 = b1 + bStep;
    const b3 = b2 + bStep;
    let column = 0;
    for (; column + 4 <= count; column += 4) {
      const at = <usize>column * 4;
      const low = multiplyAdd(x1, v128.load(b1 + at), multiplyAdd(x0, v128.load(b + at), v128.load(c + at)));
      v128.store(c + at, multiplyAdd(x3, v128.load(b3 + at), multiplyAdd(x2, v128.load(b2 + at), low)));
    }
    if (column < count) {
      const at = <usize>column * 4;
      const some = count - column;
      const low = multiplyAdd(
        x1,
        loadSome(b1 + at, some),
        multiplyAdd(x0, loadSome(b + at, some), loadSome(c + at, some)),
      );
      storeSome(c + at, multiplyAdd(x3, loadSome(b3 + at, some), multiplyAdd(x2, loadSome(b2 + at, some), low)), some);
    }
    a += 4 * aStep;
    b += 4 * bStep;
  }
  for (; k < inner; k++) {
    const x = v128.load32_splat(a);
    for (let column = 0; column < count; column += 4) {
      const at = <usize>column * 4;
      const some = count - column;
      storeSome(c + at, multiplyAdd(x, loadSome(b + at, some), loadSome(c + at, some)), some);
    }
    a += aStep;
    b += bStep;
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
