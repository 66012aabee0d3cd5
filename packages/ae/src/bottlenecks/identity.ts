import type { BottleneckRecipe } from '@latentkit/model';

/**
 * The encoder's output as it is: a plain auto-encoder. It has no terms, and says nothing of how latents are distributed, so
 * it cannot be sampled.
 *
 * @example
 * autoencoder('plain', mlp(), { shape: [4], latentShape: [2], seed: 1, bottleneck: identity }).stepCount; // 0
 */
export const identity: BottleneckRecipe<never> = ({ latentShape }) => ({
  parameterShape: () => latentShape,
  encode: (latents) => ({ latents, terms: {} as Record<never, never> }),
  mean: (latents) => latents,
});
