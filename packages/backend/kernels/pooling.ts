/**
 * The largest number or the mean in a window, in two or three dimensions, and their gradients; four channels at a time.
 *
 * Arguments: x, dy, result, channels, and the window (windows.ts). Taps outside the picture do not count,
 * except that the gradient of a mean is divided by the whole window, as on tfjs's other backends: `gradients/avgPool.ts`
 * makes up for it. A largest number that is there twice is the first; NaN is it only where there is nothing else.
 */
import { address, loadSome, storeSome, word } from './lanes';
import { corner, dilation, firstTap, IN, lastTap, OUT, SIZE } from './windows';

/** Where dy has an address, it gets the index of each largest number in its picture. A unit is one line of one result. */
export function maxPool(args: usize, begin: i32, end: i32, _scratch: usize): void {
  poolLines(args, begin, end, true);
}

/** A unit is one line of one result. */
export function averagePool(args: usize, begin: i32, end: i32, _scratch: usize): void {
  poolLines(args, begin, end, false);
}

/** A unit is one picture. */
export function maxPoolGradient(args: usize, begin: i32, end: i32, _scratch: usize): void {
  clear(args, begin, end);
  const lines = word(args, OUT) * word(args, OUT + 1);
  for (let line = begin * lines; line < end * lines; line++) forwardLine(args, line, true, true);
}

/** A unit is one picture. */
export function averagePoolGradient(args: usize, begin: i32, end: i32, _scratch: usize): void {
  clear(args, begin, end);
  const lines = word(args, OUT) * word(args, OUT + 1);
  for (let line = begin * lines; line < end * lines; line++) forwardLine(args, line, false, true);
}

function clear(args: usize, begin: i32, end: i32): void {
  const size = <usize>(word(args, IN) * word(args, IN + 1) * word(args, IN + 2) * word(args, 3)) * 4;
  memory.fill(address(args, 2) + <usize>begin * size, 0, <usize>(end - begin) * size);
}

function poolLines(args: usize, begin: i32, end: i32, largest: bool): void {
  for (let line = begin; line < end; line++) forwardLine(args, line, largest, false);
}

function forwardLine(args: usize, line: i32, largest: bool, gradient: bool): void {
  const channels = word(args, 3);
  const inHeight = word(args, IN + 1);
  const inWidth = word(args, IN + 2);
  const outHeight = word(args, OUT + 1);
  const outWidth = word(args, OUT + 2);
  const above = line / outHeight;
  const image = above / word(args, OUT);
  const z = corner(args, 0, above - image * word(args, OUT));
  const y = corner(args, 1, line - above * outHeight);
  const z0 = firstTap(args, 0, z);
  const z1 = lastTap(args, 0, z);
  const y0 = firstTap(args, 1, y);
  const y1 = lastTap(args, 1, y);
  const places = largest && !gradient && address(args, 1) != 0;
  const whole = word(args, SIZE) * word(args, SIZE + 1) * word(args, SIZE + 2);
  const pixel = <usize>channels * 4;
  const picture = address(args, 0) + <usize>(image * word(args, IN)) * <usize>(inHeight * inWidth) * pixel;
  const slopes = address(args, 2) + <usize>(image * word(args, IN)) * <usize>(inHeight * inWidth) * pixel;
  const acrossZ = <usize>(dilation(args, 0) * inHeight * inWidth) * pixel;
  const acrossY = <usize>(dilation(args, 1) * inWidth) * pixel;
  const acrossX = <usize>dilation(args, 2) * pixel;
  const lineStart = <usize>line * <usize>outWidth * pixel;
  for (let column = 0; column < outWidth; column++) {
    const x = corner(args, 2, column);
    const x0 = firstTap(args, 2, x);
    const x1 = lastTap(args, 2, x);
    const count = max(0, z1 - z0) * max(0, y1 - y0) * max(0, x1 - x0);
    const offset = lineStart + <usize>column * pixel;
    // The first tap inside; the steps from there are never negative.
    const first =
      <usize>(((z + z0 * dilation(args, 0)) * inHeight + y + y0 * dilation(args, 1)) * inWidth + x + x0 * dilation(args, 2)) *
      pixel;
    let channel = 0;
    if (!gradient && !places && count > 0) {
      for (; channel + 8 <= channels; channel += 8) {
        const skip = <usize>channel * 4;
        const from = picture + first + skip;
        const to = address(args, 2) + offset + skip;
        if (!eight(from, acrossZ, z1 - z0, acrossY, y1 - y0, acrossX, x1 - x0, largest, <f32>count, to)) break;
      }
    }
    for (; channel < channels; channel += 4) {
      const some = channels - channel;
      const at = first + <usize>channel * 4;
      const here = offset + <usize>channel * 4;
      if (gradient && !largest) {
        const dy = f32x4.div(loadSome(address(args, 1) + here, some), f32x4.splat(<f32>whole));
        for (let i = 0; i < z1 - z0; i++)
          for (let j = 0; j < y1 - y0; j++) {
            let to = slopes + at + <usize>i * acrossZ + <usize>j * acrossY;
            for (let k = x0; k < x1; k++) {
              storeSome(to, f32x4.add(loadSome(to, some), dy), some);
              to += acrossX;
            }
          }
        continue;
      }
      let best = f32x4.splat(largest ? -Infinity : 0);
      if (largest && count > 0) best = loadSome(picture + at, some);
      let place = i32x4.splat(<i32>at);
      for (let i = 0; i < z1 - z0; i++)
        for (let j = 0; j < y1 - y0; j++) {
          let offsetX = at + <usize>i * acrossZ + <usize>j * acrossY;
          for (let k = x0; k < x1; k++) {
            const value = loadSome(picture + offsetX, some);
            if (largest) {
              const better = v128.or(f32x4.gt(value, best), v128.andnot(f32x4.eq(value, value), f32x4.eq(best, best)));
              best = v128.bitselect(value, best, better);
              if (gradient || places) place = v128.bitselect(i32x4.splat(<i32>offsetX), place, better);
            } else {
              best = f32x4.add(best, value);
            }
            offsetX += acrossX;
          }
        }
      if (!gradient) {
        if (!largest) best = f32x4.div(best, f32x4.splat(<f32>max(1, count)));
        storeSome(address(args, 2) + here, best, some);
        if (places) {
          const index = i32x4.add(i32x4.shr_u(place, 2), i32x4(0, 1, 2, 3));
          storeSome(address(args, 1) + here, index, some);
        }
        continue;
      }
      if (count == 0) continue;
      const dy = address(args, 1) + here;
      addAt(slopes + <usize>i32x4.extract_lane(place, 0), dy);
      if (some > 1) addAt(slopes + <usize>i32x4.extract_lane(place, 1) + 4, dy + 4);
      if (some > 2) addAt(slopes + <usize>i32x4.extract_lane(place, 2) + 8, dy + 8);
      if (some > 3) addAt(slopes + <usize>i32x4.extract_lane(place, 3) + 12, dy + 12);
    }
  }
}

/** Eight channels of one window; false where a largest number is none, and so has to be looked for with more care. */
function eight(
  from: usize,
  acrossZ: usize,
  countZ: i32,
  acrossY: usize,
  countY: i32,
  acrossX: usize,
  countX: i32,
  largest: bool,
  count: f32,
  to: usize,
): bool {
  const none = f32x4.splat(largest ? -Infinity : 0);
  let a = none;
  let b = none;
  for (let i = 0; i < countZ; i++) {
    let row = from;
    for (let j = 0; j < countY; j++) {
      let at = row;
      if (largest) {
        for (let k = 0; k < countX; k++) {
          a = f32x4.pmax(a, v128.load(at));
          b = f32x4.pmax(b, v128.load(at, 16));
          at += acrossX;
        }
      } else {
        for (let k = 0; k < countX; k++) {
          a = f32x4.add(a, v128.load(at));
          b = f32x4.add(b, v128.load(at, 16));
          at += acrossX;
        }
      }
      row += acrossY;
    }
    from += acrossZ;
  }
  if (largest) {
    if (v128.any_true(v128.or(f32x4.eq(a, none), f32x4.eq(b, none)))) return false;
  } else {
    a = f32x4.div(a, f32x4.splat(count));
    b = f32x4.div(b, f32x4.splat(count));
  }
  v128.store(to, a);
  v128.store(to, b, 16);
  return true;
}

// @ts-ignore: decorator
@inline
function addAt(to: usize, from: usize): void {
  store<f32>(to, load<f32>(to) + load<f32>(from));
}
