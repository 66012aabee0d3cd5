import { assertFunction, assertInteger, assertSameShape, showShape } from '@latentkit/check';
import {
  add,
  expandDims,
  linspace,
  mul,
  reshape,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tidy,
} from '@tensorflow/tfjs-core';

/**
 * The straight way from one code to another.
 *
 *   cₖ = (1 − tₖ) · from + tₖ · to,   tₖ = k / (steps − 1)
 *
 * @param from `[batch, size]`
 * @param to the same shape
 * @param steps how many codes, both ends among them; at least 2
 * @returns `[batch, steps, size]`
 * @throws RangeError where the shapes differ or `steps` is not an integer of at least 2
 * @example
 * interpolateLatents(tensor2d([[0, 0]]), tensor2d([[1, 2]]), 3); // [0, 0, 0.5, 1, 1, 2]
 */
export function interpolateLatents(from: Tensor2D, to: Tensor2D, steps: number): Tensor3D {
  assertPair('interpolateLatents', from, to, steps);
  return tidy(() => {
    const t = reshape(linspace(0, 1, steps), [1, steps, 1]);
    return add(mul(expandDims<Tensor3D>(from, 1), sub(1, t)), mul(expandDims<Tensor3D>(to, 1), t));
  });
}

function assertPair(caller: string, from: Tensor, to: Tensor, steps: number): void {
  assertSameShape(caller, { from, to });
  if (from.rank !== 2) {
    throw new RangeError(`${caller}: from has shape ${showShape(from.shape)} but [batch,size] was expected.`);
  }
  assertInteger(caller, 'steps', steps, 2);
}

/**
 * Decodes the straight way between two batches of codes.
 *
 * @param decode maps `[n, size]` to `[n, ...shape]`
 * @param from codes, `[batch, size]`
 * @param to the same shape
 * @param steps how many examples, both ends among them; at least 2
 * @returns `[batch, steps, ...shape]`
 * @throws RangeError where the shapes differ or `steps` is not an integer of at least 2
 * @example
 * const double = (codes: Tensor2D) => mul(codes, 2);
 * decodeBetween(double, tensor2d([[0]]), tensor2d([[1]]), 3);  // [0, 1, 2]
 */
export function decodeBetween(
  decode: (codes: Tensor2D) => Tensor,
  from: Tensor2D,
  to: Tensor2D,
  steps: number,
): Tensor {
  assertFunction('decodeBetween', 'decode', decode);
  assertPair('decodeBetween', from, to, steps);
  return tidy(() => {
    const codes = interpolateLatents(from, to, steps);
    const [batch, , size] = codes.shape;
    const decoded = decode(reshape(codes, [batch * steps, size]));
    return reshape(decoded, [batch, steps, ...decoded.shape.slice(1)]);
  });
}
