import { add, addN, mul, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import type { Encoded } from './bottleneck.ts';

/**
 * From the terms to the loss, whose mean is minimised.
 *
 * @param reconstruction −ln p(x | latents) of every sample, `[samples · batch]`
 * @param encoded what the bottleneck gave
 * @returns `[batch]`, `[samples · batch]` or a scalar
 */
export type Objective<K extends string = string> = (reconstruction: Tensor1D, encoded: Encoded<K>) => Tensor;

/**
 * The weighted sum of all terms: with a KL divergence among them, the negative evidence lower bound.
 *
 *   reconstruction + Σ weightᵢ · termᵢ
 *
 * @example
 * sumOfTerms(tensor1d([1, 2]), { latents: zeros([2, 1]), terms: { kl: tensor1d([3, 4]) }, weights: { kl: 2 } }); // [7, 10]
 */
export const sumOfTerms: Objective = (reconstruction, { terms, weights = {} }) => {
  const whole: Tensor[] = [];
  const each: Tensor[] = [reconstruction];
  for (const [name, term] of Object.entries(terms)) {
    const weight = weights[name] ?? 1;
    (term.rank === 0 ? whole : each).push(weight === 1 ? term : mul(term, weight));
  }
  const perExample = each.length === 1 ? reconstruction : addN(each);
  return whole.reduce<Tensor>((sum, term) => add(sum, term), perExample);
};
