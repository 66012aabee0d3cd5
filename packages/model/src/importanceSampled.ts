import type { Key } from '@latentkit/random';
import { foldIn } from '@latentkit/random';
import { safeSqrt } from '@latentkit/shared';
import {
  add,
  concat,
  div,
  exp,
  isFinite as isNumber,
  log,
  max,
  mean,
  mul,
  type Rank,
  reshape,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';

/** A log-likelihood estimated from samples of the latents. */
export interface LogLikelihood {
  /** `[batch]`, in nats. */
  readonly value: Tensor1D;
  /** `[batch]`: the standard deviation of the value over other samples, as these have it, to first order. */
  readonly standardError: Tensor1D;
}

/** How many latents are decoded at once, unless a batch has more: what bounds the memory. */
const ROWS = 256;

/**
 * ln of the mean of importance weights, in passes over a few samples of each example.
 *
 *   L = ln 1/K Σ_k w_k,   standard error = √(Σ_k (w_k / w̄ − 1)² / (K (K − 1)))
 *
 * @param count of examples
 * @param samples K, of each example
 * @param logWeights `[repeats · count]`, all first samples and then all second ones
 */
export function importanceSampled(
  count: number,
  samples: number,
  key: Key,
  logWeights: (repeats: number, key: Key) => Tensor,
): LogLikelihood {
  const perPass = Math.min(samples, Math.max(1, Math.floor(ROWS / count)));
  return tidy(() => {
    const passes: Tensor2D[] = [];
    for (let done = 0; done < samples; done += perPass) {
      const repeats = Math.min(perPass, samples - done);
      passes.push(tidy(() => reshape<Rank.R2>(logWeights(repeats, foldIn(key, passes.length)), [repeats, count])));
    }
    const all = concat(passes, 0);
    const greatest = max<Tensor1D>(all, 0);
    // Where every weight is 0, the greatest is −∞, and −∞ less itself is no number.
    const shift = where(isNumber(greatest), greatest, zerosLike(greatest));
    const weights = exp(sub(all, shift));
    const average = mean<Tensor1D>(weights, 0);
    const variance = mul(sum(square(sub(div(weights, average), 1)), 0), 1 / (samples * (samples - 1)));
    return { value: add<Tensor1D>(log(average), shift), standardError: safeSqrt(variance) as Tensor1D };
  });
}
