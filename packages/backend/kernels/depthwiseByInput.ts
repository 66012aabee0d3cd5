/**
 * The gradient of a depthwise convolution by its input. Arguments: dy, filter, result, channels, the window (windows.ts),
 * multiplier, pictures.
 */
import { MULTIPLIER } from './depthwiseChannels';
import { address, loadSome, multiplyAdd, storeSome, sumOfLanes, word } from './lanes';
import { corner, dilation, IN, OUT, outputAt, SIZE } from './windows';

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
