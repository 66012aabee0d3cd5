/** One step of RMSProp for one variable. */
import { address, float, loadSome, storeSome } from './lanes';

/**
 * value, gradient, v, then where the new value and v go, then decay, ε, scale. A unit is a number.
 *
 *   v ← decay v + g²,   value ← value + scale · g / (√v + ε)
 */
export function rmsProp(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const value = address(args, 0);
  const gradient = address(args, 1);
  const v = address(args, 2);
  const nextValue = address(args, 3);
  const nextV = address(args, 4);
  const decay = f32x4.splat(float(args, 5));
  const epsilon = f32x4.splat(float(args, 6));
  const scale = f32x4.splat(float(args, 7));
  for (let i = begin; i < end; i += 4) {
    const some = end - i;
    const at = <usize>i * 4;
    const g = loadSome(gradient + at, some);
    const newV = f32x4.add(f32x4.mul(loadSome(v + at, some), decay), f32x4.mul(g, g));
    const change = f32x4.mul(f32x4.div(g, f32x4.add(f32x4.sqrt(newV), epsilon)), scale);
    storeSome(nextV + at, newV, some);
    storeSome(nextValue + at, f32x4.add(loadSome(value + at, some), change), some);
  }
}
