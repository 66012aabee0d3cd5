import { assertPositive } from '@latentkit/check';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { assertMasses } from './assertMasses.ts';
import { SUM_TOLERANCE } from './exact.ts';
import { assertRows } from './exactUnchecked.ts';
import { renyiUnchecked } from './renyiUnchecked.ts';

/**
 * Rényi's divergence of discrete distributions. No f-divergence, but a function of one, {@link alpha}; it grows with its
 * order.
 *
 *   D(P ‖ Q) = log(Σ pᵃ q¹⁻ᵃ) / (a − 1)      a → 1 is KL; a = ½ is −2 log(1 − squared Hellinger), symmetric
 *
 * The values are read to be checked, so this waits for the device; {@link renyiUnchecked} does not, and can be
 * differentiated.
 *
 * @param order a, above 0 and finite; 1 stands for its limit, {@link kl}
 * @param p `[batch, outcomes]`, not negative, each row with sum 1 within 1e-5
 * @param q the same shape, likewise
 * @returns `[batch]`, in nats; Infinity where the supports are disjoint and, from order 1, where Q misses mass of P
 * @throws RangeError (the promise is rejected) for another order or whatever {@link exact} refuses
 * @example
 * await renyi(2, tensor2d([[0.75, 0.25]]), tensor2d([[0.5, 0.5]]));  // [0.2231]
 * @see van Erven & Harremoës, Rényi divergence and Kullback-Leibler divergence, 2014, https://arxiv.org/abs/1206.2459
 */
export async function renyi(order: number, p: Tensor2D, q: Tensor2D): Promise<Tensor1D> {
  assertPositive('renyi', 'order', order);
  assertRows('renyi', { p, q });
  await assertMasses('renyi', { p, q }, { unit: 1, tolerance: SUM_TOLERANCE });
  return renyiUnchecked(order, p, q);
}
