/** How long a vector is. */
import { address, loadSome, sumOfLanes, word } from './lanes';

/** Numbers in a part of the sum, which fixes its order. */
const part = 4096;

/** vector, result, count: the sum of the squares of each part of the vector. A unit is a part. */
export function sumOfSquares(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const vector = address(args, 0);
  const result = address(args, 1);
  const count = word(args, 2);
  for (let unit = begin; unit < end; unit++) {
    const last = min(count, (unit + 1) * part);
    let sum = f32x4.splat(0);
    for (let i = unit * part; i < last; i += 4) {
      const x = loadSome(vector + <usize>i * 4, last - i);
      sum = f32x4.add(sum, f32x4.mul(x, x));
    }
    store<f32>(result + <usize>unit * 4, sumOfLanes(sum));
  }
}
