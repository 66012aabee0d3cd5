/** A depthwise convolution, in which each channel has filters of its own: `multiplier` many. */
import { MULTIPLIER, spread } from './depthwiseChannels';
import { address, loadSome, multiplyAdd, storeSome, word } from './lanes';
import { corner, dilation, firstTap, IN, lastTap, OUT, SIZE, WINDOW } from './windows';

const BIAS = WINDOW + 20;

/**
 * y[…, c, m] = bias + Σ over taps of x[…, c] filter[tap, c, m]. Arguments: x, filter, result, and so on; the bias comes
 * last, or 0. A unit is one line of one result.
 */
export function depthwise(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const multiplier = word(args, MULTIPLIER);
  const all = word(args, 3) * multiplier;
  const outHeight = word(args, OUT + 1);
  const outWidth = word(args, OUT + 2);
  for (let line = begin; line < end; line++) {
    const image = line / outHeight;
    const i = line - image * outHeight;
    let to = address(args, 2) + <usize>(line * outWidth) * <usize>all * 4;
    for (let j = 0; j < outWidth; j++) {
      let first = 0;
      if (multiplier == 1) {
        for (; first + 16 <= all; first += 16) sixteen(args, image, i, j, first, to + <usize>first * 4);
      }
      for (; first < all; first += 4) few(args, image, i, j, first, all - first, multiplier, to + <usize>first * 4);
      to += <usize>all * 4;
    }
  }
}

/** Sixteen channels of one pixel of the result. */
function sixteen(args: usize, image: i32, i: i32, j: i32, first: i32, to: usize): void {
  const channels = word(args, 3);
  const width = word(args, IN + 2);
  const y = corner(args, 1, i);
  const x = corner(args, 2, j);
  const x0 = firstTap(args, 2, x);
  const x1 = lastTap(args, 2, x);
  const y1 = lastTap(args, 1, y);
  const step = <usize>channels * 4;
  const across = step * dilation(args, 2);
  const bias = address(args, BIAS);
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  if (bias != 0) {
    const from = bias + <usize>first * 4;
    a = v128.load(from);
    b = v128.load(from, 16);
    c = v128.load(from, 32);
    d = v128.load(from, 48);
  }
  for (let tapY = firstTap(args, 1, y); tapY < y1; tapY++) {
    const row = (image * word(args, IN + 1) + y + tapY * dilation(args, 1)) * width + x + x0 * dilation(args, 2);
    let from = address(args, 0) + <usize>row * step + <usize>first * 4;
    let filter = address(args, 1) + <usize>(tapY * word(args, SIZE + 2) + x0) * step + <usize>first * 4;
    for (let tapX = x0; tapX < x1; tapX++) {
      a = multiplyAdd(v128.load(from), v128.load(filter), a);
      b = multiplyAdd(v128.load(from, 16), v128.load(filter, 16), b);
      c = multiplyAdd(v128.load(from, 32), v128.load(filter, 32), c);
      d = multiplyAdd(v128.load(from, 48), v128.load(filter, 48), d);
      from += across;
      filter += step;
    }
  }
  v128.store(to, a);
  v128.store(to, b, 16);
  v128.store(to, c, 32);
  v128.store(to, d, 48);
}

/** Up to four. */
function few(args: usize, image: i32, i: i32, j: i32, first: i32, some: i32, multiplier: i32, to: usize): void {
  const channels = word(args, 3);
  const y = corner(args, 1, i);
  const x = corner(args, 2, j);
  const x0 = firstTap(args, 2, x);
  const x1 = lastTap(args, 2, x);
  const y1 = lastTap(args, 1, y);
  const bias = address(args, BIAS);
  let sum = bias != 0 ? loadSome(bias + <usize>first * 4, some) : f32x4.splat(0);
  for (let tapY = firstTap(args, 1, y); tapY < y1; tapY++) {
    const row = (image * word(args, IN + 1) + y + tapY * dilation(args, 1)) * word(args, IN + 2) + x;
    for (let tapX = x0; tapX < x1; tapX++) {
      const from = address(args, 0) + <usize>(row + tapX * dilation(args, 2)) * <usize>channels * 4;
      const tap = (tapY * word(args, SIZE + 2) + tapX) * channels * multiplier;
      const weight = loadSome(address(args, 1) + <usize>(tap + first) * 4, some);
      const value = multiplier == 1 ? loadSome(from + <usize>first * 4, some) : spread(from, first, some, multiplier);
      sum = multiplyAdd(value, weight, sum);
    }
  }
  storeSome(to, sum, some);
}
