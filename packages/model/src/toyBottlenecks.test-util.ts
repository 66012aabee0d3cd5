import { normal, split } from '@latentkit/random';
import { add, concat, mean, mul, square, sum } from '@tensorflow/tfjs-core';
import type { BottleneckRecipe } from './index.ts';

/** The encoder's output as it is. */
export const plain: BottleneckRecipe<never> = ({ latentShape }) => ({
  parameterShape: () => latentShape,
  encode: (latents) => ({ latents, terms: {} as Record<never, never> }),
  mean: (latents) => latents,
});

/** Two noisy samples of each example, with a term of each, one of the whole batch, and a prior. */
export const noisy: BottleneckRecipe<'size' | 'spread'> = ({ latentShape }) => ({
  parameterShape: () => latentShape,
  encode(output, { key }) {
    const samples = split(key, 2).map((one, i) => add(output, mul(normal(one, output.shape), i + 1)));
    const latents = concat(samples, 0);
    const axes = latentShape.map((_, i) => i + 1);
    const terms = { size: sum(square(latents), axes), spread: mean(square(latents)) };
    return { latents, samples: 2, terms, weights: { size: 0.5 } };
  },
  mean: (output) => output,
  sample: (count, key) => normal(key, [count, ...latentShape]),
});
