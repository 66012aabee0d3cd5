import { fitPrior } from '@latentkit/ae';
import { autoregressive, gaussianMixture, made } from '@latentkit/mle';
import { adam } from '@latentkit/nn';
import { type Key, key } from '@latentkit/random';
import { clipByValue, slice, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Examples } from './ours.ts';
import type { Model, Variant } from './variant.ts';

const KEY = key(1);
const DIGITS = 10;
/** How many examples a mixture is fitted to. */
const FITTED = 4000;

/** Samples of a model, `[count, 28, 28, 1]` in [0, 1]; one of each digit by turns where labels are its context. */
export type Sample = (count: number) => Tensor;

/**
 * How a model is sampled: by its prior; where it has none, by what is fitted to its latents: a mixture of ten Gaussians, or
 * an autoregressive model of their indices in a codebook.
 */
export async function samplerOf(variant: Variant, model: Model, { data }: Examples): Promise<Sample> {
  const draw = variant.generates ? ofPrior(variant, model) : await ofFittedPrior(model, data);
  return (count) => tidy(() => clipByValue(draw(count, KEY), 0, 1));
}

type Draw = (count: number, key: Key) => Tensor;

function ofPrior(variant: Variant, model: Model): Draw {
  if (!variant.labels) return model.sample!;
  const labels = (count: number) => Int32Array.from({ length: count }, (_, i) => i % DIGITS);
  return (count, key) => model.sample!(count, key, { label: tensor1d(labels(count), 'int32') });
}

async function ofFittedPrior(model: Model, data: Tensor): Promise<Draw> {
  if (model.indices) {
    const { shape, categories } = model.indices;
    const optimizer = adam({ learningRate: 0.01 });
    const density = autoregressive(made({ hidden: [256] }), { shape, categories, seed: 1, optimizer });
    const fit = { steps: 1000, batchSize: 256 };
    return (await fitPrior(model.indices, data, density, { fit })).sample;
  }
  const first = tidy(() => slice(data, [0], [FITTED]));
  const shape = tidy(() => model.encode(slice(data, [0], [1])).shape.slice(1));
  const { sample } = await fitPrior(model, first, gaussianMixture({ shape, components: 10, seed: 1 }));
  first.dispose();
  return sample;
}
