import { assertFunction } from '@latentkit/check';
import type { BottleneckRecipe, PriorRecipe } from '@latentkit/model';
import { identity } from './identity.ts';

/**
 * The encoder's output as it is, for an auto-encoder whose latents something else draws to a prior, such as a critic: so it
 * can be sampled.
 *
 * @param prior what latents are to be distributed like
 * @throws TypeError unless a function that returns a prior
 * @example
 * const bottleneck = priorMatched(({ latentShape }) => standardNormalPrior(latentShape));
 * autoencoder('matched', mlp(), { shape: [4], latentShape: [2], seed: 1, bottleneck }).sample(3, key(1)).shape; // [3, 4]
 */
export function priorMatched(prior: PriorRecipe): BottleneckRecipe<never> {
  assertFunction('priorMatched', 'prior', prior, 'a prior');
  return (inputs) => {
    const { variables, buffers, sample } = prior(inputs);
    return { ...identity(inputs), ...(variables && { variables }), ...(buffers && { buffers }), sample };
  };
}
