import { assertBatchOf, assertShape } from '@latentkit/check';
import { standardNormal } from '@latentkit/distributions';
import type { Context, Shape, Stateful } from '@latentkit/nn';
import { normal } from '@latentkit/random';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { BottleneckInputs } from './bottleneck.ts';
import { assertSampling, type Generative } from './generative.ts';

/** What latents are drawn from when nothing is encoded. A density of `@latentkit/mle` is one. */
export interface Prior extends Stateful, Generative {
  /** ln p(latents), per example: `[batch]`, in nats. */
  logProb(latents: Tensor, context?: Context): Tensor1D;
}

/** A prior not yet built: it may have weights, or encode examples of its own. */
export type PriorRecipe = (inputs: BottleneckInputs) => Prior;

/**
 * The standard Gaussian N(0, I) over latents.
 *
 *   ln p(z) = −½ Σ (z² + ln 2π)
 *
 * @param shape of the latents of one example
 * @returns the prior, which has no variables
 * @throws TypeError, RangeError unless the shape is one; by its methods, for no examples, no key, latents of another shape
 * @example
 * standardNormalPrior([2]).logProb(zeros([1, 2])); // [-1.8379]
 */
export function standardNormalPrior(shape: Shape): Prior {
  assertShape('standardNormalPrior', 'shape', shape);
  return {
    sample(count, key) {
      assertSampling('standardNormalPrior.sample', count, key);
      return normal(key, [count, ...shape]);
    },
    logProb(latents) {
      assertBatchOf('standardNormalPrior.logProb', 'latents', latents, shape);
      return standardNormal(latents.shape).logProb(latents);
    },
  };
}
