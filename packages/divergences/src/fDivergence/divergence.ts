import { add, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { assertDivergence } from './assertDivergence.ts';
import { assertProbabilities, assertRows } from './assertMasses.ts';
import type { FDivergence } from './fDivergence.ts';
import { sumOfTerms } from './sumOfTerms.ts';

/**
 * The f-divergence of discrete distributions, from all of their probabilities.
 *
 *   D(P ‖ Q) = Σ q f(p / q),  with  0 f(p / 0) = p lim f(u) / u  and  0 f(0 / 0) = 0
 *
 * Where one has outcomes that the other lacks the divergence may be infinite, and then it is Infinity, never NaN: KL and
 * Pearson's where q = 0 < p, reverse KL and Neyman's where p = 0 < q, Jeffreys' in both cases. The values are read to be
 * checked, so this waits for the device; {@link divergenceUnchecked} does not, and can be differentiated.
 *
 * @param divergence such as {@link forwardKl}
 * @param p `[batch, outcomes]`, not negative, each row with sum 1 within 1e-5
 * @param q the same shape, likewise
 * @returns `[batch]`, in nats where f has a logarithm
 * @throws RangeError (the promise is rejected) where the shapes differ or are not `[batch, outcomes]`, a value is negative,
 *   infinite or NaN, or a row does not sum to 1
 * @example
 * await divergence(forwardKl, tensor2d([[0.5, 0.5]]), tensor2d([[0.25, 0.75]]));  // [0.1438]
 */
export async function divergence(divergence: FDivergence, p: Tensor2D, q: Tensor2D): Promise<Tensor1D> {
  assertDivergence('divergence', divergence);
  assertRows('divergence', { p, q });
  await assertProbabilities('divergence', { p, q });
  return divergenceUnchecked(divergence, p, q);
}

/**
 * The f-divergence of discrete distributions, as {@link divergence} gives it, for a training loop: it stays on the device, can
 * be differentiated, and does not check that its arguments are distributions, such as a softmax gives.
 *
 *   D(P ‖ Q) = Σ q f(p / q),  with  0 f(p / 0) = p lim f(u) / u  and  0 f(0 / 0) = 0
 *
 * A probability that is exactly 0 has the gradient 0, never NaN. A slope beyond float32 is infinite, as Pearson's is where
 * p / q is above 1e19, and a softmax before it makes that NaN.
 *
 * @param divergence such as {@link forwardKl}
 * @param p `[batch, outcomes]`, not negative, each row with sum 1
 * @param q the same shape, likewise
 * @returns `[batch]`, in nats where f has a logarithm; Infinity where the supports differ and f says so
 * @throws RangeError where the shapes differ or are not `[batch, outcomes]`
 * @example
 * divergenceUnchecked(forwardKl, tensor2d([[0.5, 0.5]]), tensor2d([[0.25, 0.75]]));  // [0.1438]
 */
export function divergenceUnchecked(divergence: FDivergence, p: Tensor2D, q: Tensor2D): Tensor1D {
  assertDivergence('divergenceUnchecked', divergence);
  assertRows('divergenceUnchecked', { p, q });
  return tidy(() => add(sumOfTerms(divergence, p, q), divergence.minimum));
}
