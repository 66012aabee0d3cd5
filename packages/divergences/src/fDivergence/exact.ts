import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { assertDivergence } from './assertDivergence.ts';
import { assertMasses } from './assertMasses.ts';
import { assertRows, exactUnchecked } from './exactUnchecked.ts';
import type { FDivergence } from './fDivergence.ts';

/** How far the sum of float32 probabilities may be from 1: a softmax over 10⁵ outcomes is within a tenth of it. */
export const SUM_TOLERANCE = 1e-5;

/**
 * The f-divergence of discrete distributions, from all of their probabilities.
 *
 *   D(P ‖ Q) = Σ q f(p / q),  with  0 f(p / 0) = p lim f(u) / u  and  0 f(0 / 0) = 0
 *
 * Where one has outcomes that the other lacks the divergence may be infinite, and then it is Infinity, never NaN: KL and
 * Pearson's where q = 0 < p, reverse KL and Neyman's where p = 0 < q, Jeffreys' in both cases. The values are read to be
 * checked, so this waits for the device; {@link exactUnchecked} does not, and can be differentiated.
 *
 * @param divergence such as {@link kl}
 * @param p `[batch, outcomes]`, not negative, each row with sum 1 within 1e-5
 * @param q the same shape, likewise
 * @returns `[batch]`, in nats where f has a logarithm
 * @throws RangeError (the promise is rejected) where the shapes differ or are not `[batch, outcomes]`, a value is negative,
 *   infinite or NaN, or a row does not sum to 1
 * @example
 * await exact(kl, tensor2d([[0.5, 0.5]]), tensor2d([[0.25, 0.75]]));  // [0.1438]
 */
export async function exact(divergence: FDivergence, p: Tensor2D, q: Tensor2D): Promise<Tensor1D> {
  assertDivergence('exact', divergence);
  assertRows('exact', { p, q });
  await assertMasses('exact', { p, q }, { unit: 1, tolerance: SUM_TOLERANCE });
  return exactUnchecked(divergence, p, q);
}
