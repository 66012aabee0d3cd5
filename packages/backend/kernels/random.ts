/** Uniform and normal numbers by position, to the bit those that `@latentkit/random` makes on the host. */
import { address, float, storeSome, word } from './lanes';
import { normalQuantile } from './normalQuantile';
import { randomBits } from './threefry';

/** The upper 23 of 32 random bits, as whole numbers. */
// @ts-ignore: decorator
@inline
function upperBits(k0: v128, k1: v128, i: i32): v128 {
  return f32x4.convert_i32x4_s(i32x4.shr_u(randomBits(k0, k1, i), 9));
}

/** result, two words of the key, least, range: least + range · u, with u from [0, 1). A unit is a number. */
export function uniform(args: usize, begin: i32, end: i32, _scratch: usize): void {
  let to = address(args, 0) + <usize>begin * 4;
  const k0 = i32x4.splat(word(args, 1));
  const k1 = i32x4.splat(word(args, 2));
  const least = f32x4.splat(float(args, 3));
  const range = f32x4.splat(float(args, 4));
  for (let i = begin; i < end; i += 4) {
    const u = f32x4.mul(upperBits(k0, k1, i), f32x4.splat(1.0 / 8388608.0));
    storeSome(to, f32x4.max(least, f32x4.add(f32x4.mul(u, range), least)), end - i);
    to += 16;
  }
}

/** result, two words of the key, then as doubles mean and deviation: mean + deviation · z. A unit is a number. */
export function normal(args: usize, begin: i32, end: i32, _scratch: usize): void {
  let to = address(args, 0) + <usize>begin * 4;
  const k0 = i32x4.splat(word(args, 1));
  const k1 = i32x4.splat(word(args, 2));
  const mean = f64x2.splat(load<f64>(args, 12));
  const deviation = f64x2.splat(load<f64>(args, 20));
  // The float next to −1: twice a number from [0, 1) above it, and so between −1 and 1.
  const lowest = f32x4.splat(-0.999999940395355224609375);
  for (let i = begin; i < end; i += 4) {
    const u = f32x4.add(f32x4.mul(upperBits(k0, k1, i), f32x4.splat(1.0 / 4194304.0)), lowest);
    const first = scaled(u, mean, deviation);
    const second = scaled(v128.shuffle<i64>(u, u, 1, 1), mean, deviation);
    storeSome(to, v128.shuffle<i64>(first, second, 0, 2), end - i);
    to += 16;
  }
}

/** Of two floats u: mean + deviation · z as floats, where z is rounded to a float first. */
// @ts-ignore: decorator
@inline
function scaled(u: v128, mean: v128, deviation: v128): v128 {
  const z = f32x4.demote_f64x2_zero(normalQuantile(f64x2.promote_low_f32x4(u)));
  return f32x4.demote_f64x2_zero(f64x2.add(mean, f64x2.mul(deviation, f64x2.promote_low_f32x4(z))));
}
