import { assertShape } from '@latentkit/check';
import { standardNormal } from '@latentkit/distributions';
import type { Context, Shape, Stateful } from '@latentkit/nn';
import { normal } from '@latentkit/random';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { BottleneckInputs } from './bottleneck.ts';
import type { Generative } from './generative.ts';

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
 * @example
 * standardNormalPrior([2]).logProb(zeros([1, 2])); // [-1.8379]
 */
export function standardNormalPrior(shape: Shape): Prior {
  assertShape('standardNormalPrior', 'shape', shape);
  return {
    sample: (count, key) => normal(key, [count, ...shape]),
    logProb: (latents) => standardNormal(latents.shape).logProb(latents),
  };
}
