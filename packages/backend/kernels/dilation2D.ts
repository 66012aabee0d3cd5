/**
 * Grey dilation: the largest sum of a pixel and its tap. A unit is one line of one result.
 *
 * Arguments: x, filter, result, channels, the window (windows.ts).
 */
import { address, loadSome, storeSome, word } from './lanes';
import { corner, dilation, firstTap, IN, lastTap, OUT, SIZE } from './windows';

export function dilate(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const channels = word(args, 3);
  const height = word(args, IN + 1);
  const width = word(args, IN + 2);
  const outHeight = word(args, OUT + 1);
  const outWidth = word(args, OUT + 2);
  const pixel = <usize>channels * 4;
  for (let line = begin; line < end; line++) {
    const image = line / outHeight;
    const y = corner(args, 1, line - image * outHeight);
    for (let column = 0; column < outWidth; column++) {
      const x = corner(args, 2, column);
      for (let channel = 0; channel < channels; channel += 4) {
        const some = channels - channel;
        const skip = <usize>channel * 4;
        let best = f32x4.splat(-Infinity);
        for (let i = firstTap(args, 1, y); i < lastTap(args, 1, y); i++) {
          const row = (image * height + y + i * dilation(args, 1)) * width;
          for (let j = firstTap(args, 2, x); j < lastTap(args, 2, x); j++) {
            const value = loadSome(address(args, 0) + <usize>(row + x + j * dilation(args, 2)) * pixel + skip, some);
            const tap = loadSome(address(args, 1) + <usize>(i * word(args, SIZE + 2) + j) * pixel + skip, some);
            best = f32x4.max(best, f32x4.add(value, tap));
          }
        }
        storeSome(address(args, 2) + <usize>(line * outWidth + column) * pixel + skip, best, some);
      }
    }
  }
}
