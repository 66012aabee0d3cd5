/** What gradient descent, momentum and moving averages are made of. */
import { address, float, loadSome, storeSome } from './lanes';

/** a, b, result, α, β: αa + βb. A unit is a number. */
export function linearCombination(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const a = address(args, 0);
  const b = address(args, 1);
  const result = address(args, 2);
  const alpha = f32x4.splat(float(args, 3));
  const beta = f32x4.splat(float(args, 4));
  for (let i = begin; i < end; i += 4) {
    const some = end - i;
    const at = <usize>i * 4;
    const sum = f32x4.add(f32x4.mul(loadSome(a + at, some), alpha), f32x4.mul(loadSome(b + at, some), beta));
    storeSome(result + at, sum, some);
  }
}
