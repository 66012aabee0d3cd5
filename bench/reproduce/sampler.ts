import { gaussianMixture } from '@latentkit/mle';
import { key } from '@latentkit/random';
import { clipByValue, dispose, slice, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Examples } from './ours.ts';
import type { Model, Variant } from './variant.ts';

const KEY = key(1);
const DIGITS = 10;
/** How many examples a density is fitted to. */
const FITTED = 4000;

/** Samples of a model, `[count, 28, 28, 1]` in [0, 1]; one of each digit by turns where labels are its context. */
export type Sample = (count: number) => Tensor;

/**
 * How a model is sampled: by its prior, or by a mixture of ten Gaussians fitted to its latents. Nothing where the latents are
 * not a vector.
 */
export async function samplerOf(variant: Variant, model: Model, { data }: Examples): Promise<Sample | undefined> {
  const clipped =
    (sample: Sample): Sample =>
    (count) =>
      tidy(() => clipByValue(sample(count), 0, 1));
  if (variant.labels) {
    const labels = (count: number) =>
      tensor1d(
        Int32Array.from({ length: count }, (_, i) => i % DIGITS),
        'int32',
      );
    return clipped((count) => model.sample!(count, KEY, { label: labels(count) }));
  }
  if (variant.generates) return clipped((count) => model.sample!(count, KEY));
  const latents = tidy(() => model.encode(slice(data, [0], [FITTED])));
  const { rank, shape } = latents;
  const prior = rank === 2 ? gaussianMixture({ shape: [shape[1]!], components: 10, seed: 1 }) : undefined;
  await prior?.fit(latents);
  dispose(latents);
  return prior && clipped((count) => model.decode(prior.sample(count, KEY)));
}
