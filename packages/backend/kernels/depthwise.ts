/**
 * A depthwise convolution, in which each channel has filters of its own: `multiplier` many, and its gradients.
 *
 * Arguments of the gradients: dy, and filter or x, result, channels, the window (windows.ts), multiplier, pictures.
 */
import { address, loadSome, multiplyAdd, storeSome, sumOfLanes, word } from './lanes';
import { corner, dilation, firstTap, IN, lastTap, OUT, outputAt, SIZE, WINDOW } from './windows';

const MULTIPLIER = WINDOW + 18;
const PICTURES = WINDOW + 19;
const BIAS = WINDOW + 20;
const PART = WINDOW + 21;

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

/** dx[y, x, c] = Σ over taps and m of dy[…, c, m] filter[tap, c, m]. A unit is one line of one picture. */
export function depthwiseByInput(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const channels = word(args, 3);
  const multiplier = word(args, MULTIPLIER);
  const height = word(args, IN + 1);
  const width = word(args, IN + 2);
  const outHeight = word(args, OUT + 1);
  const outWidth = word(args, OUT + 2);
  const taps = word(args, SIZE + 2);
  const pixel = <usize>channels * 4;
  const outPixel = pixel * multiplier;
  for (let line = begin; line < end; line++) {
    const image = line / height;
    const y = line - image * height;
    const to = address(args, 2) + <usize>line * <usize>width * pixel;
    memory.fill(to, 0, <usize>width * pixel);
    for (let tapY = 0; tapY < word(args, SIZE + 1); tapY++) {
      const i = outputAt(args, 1, y, tapY);
      if (i < 0) continue;
      const dy = address(args, 0) + <usize>((image * outHeight + i) * outWidth) * outPixel;
      for (let tapX = 0; tapX < taps; tapX++) {
        const filter = address(args, 1) + <usize>(tapY * taps + tapX) * outPixel;
        for (let j = 0; j < outWidth; j++) {
          const x = corner(args, 2, j) + tapX * dilation(args, 2);
          if (<u32>x >= <u32>width) continue;
          addProducts(dy + <usize>j * outPixel, filter, to + <usize>x * pixel, channels, multiplier);
        }
      }
    }
  }
}

/** to[c] += Σ over m of a[c, m] b[c, m]. */
// @ts-ignore: decorator
@inline
function addProducts(a: usize, b: usize, to: usize, channels: i32, multiplier: i32): void {
  if (multiplier == 1) {
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      v128.store(to, multiplyAdd(v128.load(a), v128.load(b), v128.load(to)));
      a += 16;
      b += 16;
      to += 16;
    }
    const some = channels - c;
    if (some > 0) storeSome(to, multiplyAdd(loadSome(a, some), loadSome(b, some), loadSome(to, some)), some);
    return;
  }
  for (let c = 0; c < channels; c++) {
    let sum = f32x4.splat(0);
    for (let m = 0; m < multiplier; m += 4) {
      const some = min(4, multiplier - m);
      sum = multiplyAdd(loadSome(a, some), loadSome(b, some), sum);
      a += <usize>some * 4;
      b += <usize>some * 4;
    }
    store<f32>(to, load<f32>(to) + sumOfLanes(sum));
    to += 4;
  }
}

/**
 * dfilter[tap, c, m] = Σ over pictures and positions of x[…, c] dy[…, c, m]. A unit is 16 numbers of each tap, or what is
 * left of them, in one part of the pictures; each part has a result of its own. Pictures in a part: the word after bias.
 */
export function depthwiseByFilter(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const all = word(args, 3) * word(args, MULTIPLIER);
  const blocks = (all + 15) / 16;
  const taps = word(args, SIZE + 1) * word(args, SIZE + 2);
  const outHeight = word(args, OUT + 1);
  const pictures = word(args, PART);
  for (let unit = begin; unit < end; unit++) {
    const part = unit / blocks;
    const first = (unit - part * blocks) * 16;
    const some = min(16, all - first);
    const to = address(args, 2) + (<usize>part * <usize>(taps * all) + <usize>first) * 4;
    for (let tap = 0; tap < taps; tap++) memory.fill(to + <usize>(tap * all) * 4, 0, <usize>some * 4);
    const last = min(word(args, PICTURES), (part + 1) * pictures);
    for (let image = part * pictures; image < last; image++) {
      for (let i = 0; i < outHeight; i++) addLine(args, image, i, first, some, to);
    }
  }
}

/** Adds to each tap what one line of dy has for it. */
function addLine(args: usize, image: i32, i: i32, first: i32, some: i32, to: usize): void {
  const channels = word(args, 3);
  const multiplier = word(args, MULTIPLIER);
  const all = channels * multiplier;
  const height = word(args, IN + 1);
  const width = word(args, IN + 2);
  const outWidth = word(args, OUT + 2);
  const tapsX = word(args, SIZE + 2);
  const stride = corner(args, 2, 1) - corner(args, 2, 0);
  const pixel = <usize>channels * 4;
  const step = pixel * stride;
  const outPixel = <usize>all * 4;
  const line = address(args, 0) + <usize>((image * word(args, OUT + 1) + i) * outWidth) * outPixel + <usize>first * 4;
  for (let tapY = 0; tapY < word(args, SIZE + 1); tapY++) {
    const y = corner(args, 1, i) + tapY * dilation(args, 1);
    if (<u32>y >= <u32>height) continue;
    const row = address(args, 1) + <usize>((image * height + y) * width) * pixel;
    for (let tapX = 0; tapX < tapsX; tapX++) {
      const start = corner(args, 2, 0) + tapX * dilation(args, 2);
      const j0 = start >= 0 ? 0 : (stride - 1 - start) / stride;
      const j1 = start >= width ? 0 : min(outWidth, (width - 1 - start) / stride + 1);
      if (j0 >= j1) continue;
      const x = row + <usize>(start + j0 * stride) * pixel;
      const dy = line + <usize>j0 * outPixel;
      const put = to + <usize>((tapY * tapsX + tapX) * all) * 4;
      if (multiplier == 1 && some == 16) {
        addSixteen(x + <usize>first * 4, step, dy, outPixel, j1 - j0, put);
        continue;
      }
      for (let v = 0; v < some; v += 4) {
        const skip = <usize>v * 4;
        let sum = f32x4.splat(0);
        for (let j = 0; j < j1 - j0; j++) {
          const from = x + <usize>j * step;
          const value =
            multiplier == 1
              ? loadSome(from + <usize>(first + v) * 4, some - v)
              : spread(from, first + v, some - v, multiplier);
          sum = multiplyAdd(value, loadSome(dy + <usize>j * outPixel + skip, some - v), sum);
        }
        storeSome(put + skip, f32x4.add(loadSome(put + skip, some - v), sum), some - v);
      }
    }
  }
}

function addSixteen(x: usize, step: usize, dy: usize, outStep: usize, count: i32, to: usize): void {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let j = 0; j < count; j++) {
    a = multiplyAdd(v128.load(x), v128.load(dy), a);
    b = multiplyAdd(v128.load(x, 16), v128.load(dy, 16), b);
    c = multiplyAdd(v128.load(x, 32), v128.load(dy, 32), c);
    d = multiplyAdd(v128.load(x, 48), v128.load(dy, 48), d);
    x += step;
    dy += outStep;
  }
  v128.store(to, f32x4.add(v128.load(to), a));
  v128.store(to, f32x4.add(v128.load(to, 16), b), 16);
  v128.store(to, f32x4.add(v128.load(to, 32), c), 32);
  v128.store(to, f32x4.add(v128.load(to, 48), d), 48);
}

/** The channels that four numbers of the result belong to. */
function spread(from: usize, first: i32, some: i32, multiplier: i32): v128 {
  const last = min(3, some - 1);
  let x = v128.load32_splat(from + <usize>(first / multiplier) * 4);
  x = v128.load_lane<f32>(from + <usize>((first + min(1, last)) / multiplier) * 4, x, 1);
  x = v128.load_lane<f32>(from + <usize>((first + min(2, last)) / multiplier) * 4, x, 2);
  return v128.load_lane<f32>(from + <usize>((first + last) / multiplier) * 4, x, 3);
}
