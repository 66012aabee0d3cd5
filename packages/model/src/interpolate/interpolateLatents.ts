import { assertFunction, assertInteger, assertSameShape, showShape } from '@latentkit/check';
import { add, expandDims, linspace, mul, reshape, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';

/**
 * The line from one latent to another.
 *
 *   cₖ = (1 − tₖ) · from + tₖ · to,   tₖ = k / (steps − 1)
 *
 * @param from `[batch, ...latentShape]`
 * @param to the same shape
 * @param steps how many latents, both ends among them; at least 2
 * @returns `[batch, steps, ...latentShape]`
 * @throws RangeError where the shapes differ or `steps` is not an integer of at least 2
 * @example
 * interpolateLatents(tensor2d([[0, 0]]), tensor2d([[1, 2]]), 3); // [0, 0, 0.5, 1, 1, 2]
 */
export function interpolateLatents(from: Tensor, to: Tensor, steps: number): Tensor {
  assertPair('interpolateLatents', from, to, steps);
  return tidy(() => {
    const t = reshape(linspace(0, 1, steps), [1, steps, ...from.shape.slice(1).map(() => 1)]);
    return add(mul(expandDims(from, 1), sub(1, t)), mul(expandDims(to, 1), t));
  });
}

function assertPair(caller: string, from: Tensor, to: Tensor, steps: number): void {
  assertSameShape(caller, { from, to });
  if (from.rank < 2) {
    throw new RangeError(`${caller}: from has shape ${showShape(from.shape)} but [batch,...latents] was expected.`);
  }
  assertInteger(caller, 'steps', steps, 2);
}

/**
 * Decodes the line between two batches of latents.
 *
 * @param decode maps `[n, ...latentShape]` to `[n, ...shape]`
 * @param from latents, `[batch, ...latentShape]`
 * @param to the same shape
 * @param steps how many examples, both ends among them; at least 2
 * @returns `[batch, steps, ...shape]`
 * @throws RangeError where the shapes differ or `steps` is not an integer of at least 2
 * @example
 * const double = (latents: Tensor) => mul(latents, 2);
 * decodeBetween(double, tensor2d([[0]]), tensor2d([[1]]), 3);  // [0, 1, 2]
 */
export function decodeBetween(decode: (latents: Tensor) => Tensor, from: Tensor, to: Tensor, steps: number): Tensor {
  assertFunction('decodeBetween', 'decode', decode);
  assertPair('decodeBetween', from, to, steps);
  return tidy(() => {
    const [batch, ...latentShape] = from.shape as [number, ...number[]];
    const decoded = decode(reshape(interpolateLatents(from, to, steps), [batch * steps, ...latentShape]));
    return reshape(decoded, [batch, steps, ...decoded.shape.slice(1)]);
  });
}
