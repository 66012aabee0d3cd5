import { assertKey, assertMethods } from '@latentkit/check';
import type { Key } from '@latentkit/random';
import { tidy } from '@tensorflow/tfjs-core';
import type { Distribution, SampleWithLogProb } from './distribution.ts';

/**
 * One draw of each distribution and its log density: what a divergence is estimated by.
 *
 *   x ~ p,   log p(x)
 *
 * A distribution that has both at once, such as a flow by `transformed`, gives them; of others it is `sample` and then `logProb`.
 *
 * @param p a batch of distributions
 * @param key of the draw, the same as for `sample`
 * @returns `sample`, `[batch, ...event]`, and `logProb`, `[batch]`, in nats
 * @throws TypeError unless a distribution and a key
 * @example
 * sampleWithLogProb(uniformOn(zeros([1, 1]), fill([1, 1], 2)), key(1)).logProb;  // [-0.6931]
 */
export function sampleWithLogProb(p: Distribution, key: Key): SampleWithLogProb {
  assertMethods('sampleWithLogProb', 'p', p, ['sample', 'logProb']);
  assertKey('sampleWithLogProb', key);
  if (p.sampleWithLogProb) return p.sampleWithLogProb(key);
  return tidy(() => {
    const sample = p.sample(key);
    return { sample, logProb: p.logProb(sample) } satisfies SampleWithLogProb;
  });
}
