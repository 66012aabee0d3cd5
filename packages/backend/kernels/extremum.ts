/** The larger or the smaller of two numbers; NaN wherever one is NaN. A unit is a number. */
import { address, loadSome, storeSome, word } from './lanes';

// a, b, result, whether a and b are one number each, whether the smaller is wanted
export function extremum(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const oneA = word(args, 3) != 0;
  const oneB = word(args, 4) != 0;
  const smaller = word(args, 5) != 0;
  const offset = <usize>begin * 4;
  let a = address(args, 0);
  let b = address(args, 1);
  let to = address(args, 2) + offset;
  if (!oneA) a += offset;
  if (!oneB) b += offset;
  for (let i = begin; i < end; i += 4) {
    const some = end - i;
    const x = oneA ? v128.load32_splat(a) : loadSome(a, some);
    const y = oneB ? v128.load32_splat(b) : loadSome(b, some);
    storeSome(to, smaller ? f32x4.min(x, y) : f32x4.max(x, y), some);
    if (!oneA) a += 16;
    if (!oneB) b += 16;
    to += 16;
  }
}

/**
 * The same of tensors that are spread over each other. Arguments: a, b, result, whether the smaller is wanted, how long
 * the last axis is, how far a and b go along it (0 or 1), how many other axes there are, and a table of these, from the
 * last to the first: length, and how far a and b go. A unit is one line along the last axis.
 */
export function extremumSpread(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const smaller = word(args, 3) != 0;
  const width = word(args, 4);
  const stepA = <usize>word(args, 5) * 4;
  const stepB = <usize>word(args, 6) * 4;
  const axes = word(args, 7);
  const table = address(args, 8);
  let to = address(args, 2) + <usize>begin * <usize>width * 4;
  for (let line = begin; line < end; line++) {
    let a = address(args, 0);
    let b = address(args, 1);
    let rest = line;
    for (let axis = 0; axis < axes; axis++) {
      const at = table + <usize>axis * 12;
      const length = load<i32>(at);
      const next = rest / length;
      const index = rest - next * length;
      a += <usize>(index * load<i32>(at, 4)) * 4;
      b += <usize>(index * load<i32>(at, 8)) * 4;
      rest = next;
    }
    for (let i = 0; i < width; i += 4) {
      const some = width - i;
      const x = stepA == 0 ? v128.load32_splat(a) : loadSome(a, some);
      const y = stepB == 0 ? v128.load32_splat(b) : loadSome(b, some);
      storeSome(to, smaller ? f32x4.min(x, y) : f32x4.max(x, y), some);
      a += stepA * 4;
      b += stepB * 4;
      to += <usize>min(4, some) * 4;
    }
  }
}
