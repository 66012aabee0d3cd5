/** One step of Adam for one variable. */
import { address, float, loadSome, storeSome } from './lanes';

/**
 * value, gradient, m, v, then where the new ones go, then β₁, β₂, ε, scale, keep. A unit is a number.
 *
 *   m ← β₁ m + g,   v ← β₂ v + g²,   value ← keep · value + scale · m / (√v + ε)
 */
export function adam(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const offset = <usize>begin * 4;
  let value = address(args, 0) + offset;
  let gradient = address(args, 1) + offset;
  let m = address(args, 2) + offset;
  let v = address(args, 3) + offset;
  let nextValue = address(args, 4) + offset;
  let nextM = address(args, 5) + offset;
  let nextV = address(args, 6) + offset;
  const beta1 = f32x4.splat(float(args, 7));
  const beta2 = f32x4.splat(float(args, 8));
  const epsilon = f32x4.splat(float(args, 9));
  const scale = f32x4.splat(float(args, 10));
  const keep = f32x4.splat(float(args, 11));
  for (let i = begin; i < end; i += 4) {
    const some = end - i;
    const g = loadSome(gradient, some);
    const newM = f32x4.add(f32x4.mul(loadSome(m, some), beta1), g);
    const newV = f32x4.add(f32x4.mul(loadSome(v, some), beta2), f32x4.mul(g, g));
    const change = f32x4.mul(f32x4.div(newM, f32x4.add(f32x4.sqrt(newV), epsilon)), scale);
    storeSome(nextM, newM, some);
    storeSome(nextV, newV, some);
    storeSome(nextValue, f32x4.add(f32x4.mul(loadSome(value, some), keep), change), some);
    value += 16;
    gradient += 16;
    m += 16;
    v += 16;
    nextValue += 16;
    nextM += 16;
    nextV += 16;
  }
}
