/**
 * The gradient of a depthwise convolution by its filter. Arguments: dy, x, result, channels, the window (windows.ts),
 * multiplier, pictures, and behind the bias how many of these are a part.
 */
import { MULTIPLIER, PICTURES, spread } from './depthwiseChannels';
import { address, loadSome, multiplyAdd, storeSome, word } from './lanes';
import { corner, dilation, IN, OUT, SIZE, WINDOW } from './windows';

const PART = WINDOW + 21;

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
