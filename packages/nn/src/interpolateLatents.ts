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
 * The straight line from one latent to another.
 *
 *   cₖ = (1 − tₖ) · from + tₖ · to,   tₖ = k / (steps − 1)
 *
 * @param from `[batch, size]`
 * @param to the same shape
 * @param steps how many latents, both ends among them; at least 2
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
 * Decodes the straight line between two batches of latents.
 *
 * @param decode maps `[n, size]` to `[n, ...shape]`
 * @param from latents, `[batch, size]`
 * @param to the same shape
 * @param steps how many examples, both ends among them; at least 2
 * @returns `[batch, steps, ...shape]`
 * @throws RangeError where the shapes differ or `steps` is not an integer of at least 2
 * @example
 * const double = (latents: Tensor2D) => mul(latents, 2);
 * decodeBetween(double, tensor2d([[0]]), tensor2d([[1]]), 3);  // [0, 1, 2]
 */
export function decodeBetween(
  decode: (latents: Tensor2D) => Tensor,
  from: Tensor2D,
  to: Tensor2D,
  steps: number,
): Tensor {
  assertFunction('decodeBetween', 'decode', decode);
  assertPair('decodeBetween', from, to, steps);
  return tidy(() => {
    const latents = interpolateLatents(from, to, steps);
    const [batch, , size] = latents.shape;
    const decoded = decode(reshape(latents, [batch * steps, size]));
    return reshape(decoded, [batch, steps, ...decoded.shape.slice(1)]);
  });
}
