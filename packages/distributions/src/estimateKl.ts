import { assertInteger, assertKey, assertMethods, checkOptions } from '@latentkit/check';
import { foldIn, type Key } from '@latentkit/random';
import { safeSqrt } from '@latentkit/shared';
import { mean, mul, square, stack, sub, sum, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { Distribution } from './distribution.ts';
import { sampleWithLogProb } from './sampleWithLogProb.ts';

/** Options of {@link estimateKl}. */
export interface EstimateKlOptions {
  /** How many samples of p, at least 2. Default 100. */
  readonly samples?: number;
}

/** A Kullback-Leibler divergence estimated from samples. */
export interface KlEstimate {
  /** `[batch]`, in nats; below 0 by chance where p is near q. */
  readonly value: Tensor1D;
  /** `[batch]`: the standard deviation of the value over other samples, as these have it. */
  readonly standardError: Tensor1D;
}

/**
 * Kullback-Leibler divergence of any two distributions, estimated from samples of p, per example; unbiased.
 *
 *   KL(p ‖ q) ≈ mean of log p(x) − log q(x) over samples x of p
 *
 * Gradients pass where they pass through samples of p. Where a closed form is known, `kl` gives it.
 *
 * @param p what is sampled
 * @param q a batch of as many distributions, over the same events
 * @param key of the samples
 * @param options how many
 * @returns both `[batch]`
 * @throws TypeError, RangeError for an argument that is not as said, or events of different shapes
 * @example
 * const p = uniformOn(zeros([1, 1]), ones([1, 1]));
 * estimateKl(p, uniformOn(zeros([1, 1]), fill([1, 1], 2)), key(1)).value;  // [0.6931]
 */
export function estimateKl(p: Distribution, q: Distribution, key: Key, options: EstimateKlOptions = {}): KlEstimate {
  assertMethods('estimateKl', 'p', p, ['sample', 'logProb', 'mean']);
  assertMethods('estimateKl', 'q', q, ['sample', 'logProb', 'mean']);
  assertKey('estimateKl', key);
  const { samples = 100 } = checkOptions('estimateKl', options, ['samples']);
  assertInteger('estimateKl', 'samples', samples, 2);
  return tidy(() => {
    const ratios = Array.from({ length: samples }, (_, i) => {
      const { sample, logProb } = sampleWithLogProb(p, foldIn(key, i));
      return sub(logProb, q.logProb(sample));
    });
    const all = stack(ratios);
    const value = mean<Tensor1D>(all, 0);
    const variance = mul(sum(square(sub(all, value)), 0), 1 / (samples * (samples - 1)));
    return { value, standardError: safeSqrt(variance) as Tensor1D };
  });
}
