import {
  type AbortSignalLike,
  assertInteger,
  assertKey,
  assertMethods,
  checkOptions,
  type Samples,
  showShape,
  withSamples,
} from '@latentkit/check';
import type { Distribution } from '@latentkit/distributions';
import type { Context, Shape } from '@latentkit/nn';
import { foldIn, type Key } from '@latentkit/random';
import { sizeOf } from '@latentkit/shared';
import { reshape, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { encodeInBatches } from './encodeInBatches.ts';
import { assertSampling, type Generative } from './generative.ts';
import type { Prior } from './prior.ts';

/** What has latents: an auto-encoder of any kind, or the `indices` of a VQ-VAE. */
export interface LatentModel {
  /** `[batch, ...shape]` to latents. */
  encode(data: Tensor, context?: Context): Tensor;
  /** Latents to `[batch, ...shape]`. */
  decode(latents: Tensor, context?: Context): Tensor;
  /** The distribution of each example's latents, where there is one. */
  posterior?(data: Tensor, context?: Context): Distribution;
}

/** What is fitted to latents, such as `gaussianMixture`, `flow` or `autoregressive` of `@latentkit/mle`. */
export interface LatentDensity<O = never> {
  /** The shape of one example of its. Default `[size]`, with as many numbers as the latents of an example have. */
  readonly shape?: Shape;
  /** Learns from `[n, ...shape]`. */
  fit(latents: Tensor, options?: O): Promise<unknown>;
  /** `[count, ...shape]` */
  sample(count: number, key: Key): Tensor;
  /** ln p, `[n]`, in nats. */
  logProb(latents: Tensor): Tensor1D;
}

/** The options of `fitPrior`. */
export interface FitPriorOptions<O = never> {
  /**
   * Where latents are drawn from the posterior of each example, as a VAE decodes them. Default none: the latents that stand
   * for an example, `encode`, which in a VAE are less spread than what it decodes.
   */
  readonly key?: Key;
  /** What the encoder is conditioned on, `[n, ...]` each. Default nothing. */
  readonly context?: Context;
  /** Examples that are encoded at once. Default 256. */
  readonly batchSize?: number;
  /** The options of the density's `fit`. Default its own. */
  readonly fit?: O;
  /** Aborts the encoding; the density's `fit` takes one of its own. */
  readonly signal?: AbortSignalLike;
}

/** A model that can be sampled, since its latents have a density. */
export interface FittedPrior extends Generative {
  /** The density, of latents in the model's shape: as `prior` of `logLikelihood`, or of a model. */
  readonly prior: Prior;
}

/**
 * Fits a density to the latents of a trained model, which can be sampled then: latents are drawn from it and decoded.
 *
 *   z = encode(x), or z ~ q(z | x) with a key;   p(z) fitted to them;   samples: decode(z), z ~ p(z)
 *
 * It makes a generative model of an auto-encoder, and a better one of a VAE, whose prior its latents match but roughly. The
 * model is not changed; the density is, and stays yours.
 *
 * @param model such as `ae`, `raeL2` or `vae`; of a VQ-VAE its `indices`
 * @param data examples: a tensor `[n, ...shape]`, rows of numbers, or a data set without labels
 * @param density what is fitted, of as many numbers as an example has latents
 * @param options `key`, `context`, `batchSize`, `fit`, `signal`
 * @returns `sample`, and the density as a `prior`
 * @throws TypeError, RangeError for an argument that is not as said, data of another shape, and a density of another size
 * @example
 * const model = autoencoder('mine', mlp({ hidden: [8] }), {
 *   shape: [4],
 *   latentShape: [2],
 *   seed: 1,
 *   bottleneck: ({ latentShape }: BottleneckInputs) => ({
 *     parameterShape: () => latentShape,
 *     encode: (latents: Tensor) => ({ latents, terms: {} }),
 *     mean: (latents: Tensor) => latents,
 *   }),
 * });
 * const generator = await fitPrior(model, uniform(key(1), [50, 4]), gaussianMixture({ shape: [2], components: 2, seed: 1 }));
 * generator.sample(16, key(2)).shape;  // [16, 4]
 *
 * Ghosh, Sajjadi, Vergari, Black & Schölkopf, "From Variational to Deterministic Autoencoders", 2020, section 4,
 * https://arxiv.org/abs/1903.12436
 */
export async function fitPrior<O = never>(
  model: LatentModel,
  data: Samples,
  density: LatentDensity<O>,
  options: FitPriorOptions<O> = {},
): Promise<FittedPrior> {
  const caller = 'fitPrior';
  assertMethods(caller, 'model', model, ['encode', 'decode']);
  assertMethods(caller, 'density', density, ['fit', 'sample', 'logProb']);
  const {
    key,
    context,
    batchSize = 256,
    fit,
    signal,
  } = checkOptions(caller, options, ['key', 'context', 'batchSize', 'fit', 'signal']);
  if (key !== undefined) {
    assertKey(caller, key);
    assertMethods(caller, 'model', model, ['posterior']);
  }
  assertInteger(caller, 'batchSize', batchSize);
  const latents = await withSamples(caller, { data }, ({ data }) =>
    encodeInBatches(
      caller,
      (part, at, block) => (key ? model.posterior!(part, at).sample(foldIn(key, block)) : model.encode(part, at)),
      data,
      { context, batchSize, signal },
    ),
  );
  const latentShape = latents.shape.slice(1);
  const { shape = [sizeOf(latentShape)] } = density;
  try {
    if (sizeOf(shape) !== sizeOf(latentShape)) {
      throw new RangeError(
        `${caller}: density takes ${showShape(shape)} for each example but as many numbers as ${showShape(latentShape)}, the shape of the latents, were expected.`,
      );
    }
    const fitted = reshape(latents, [latents.shape[0]!, ...shape]);
    try {
      await density.fit(fitted, fit);
    } finally {
      fitted.dispose();
    }
  } finally {
    latents.dispose();
  }

  const prior: Prior = {
    sample(count, key) {
      assertSampling(`${caller}.prior.sample`, count, key);
      return tidy(() => reshape(density.sample(count, key), [count, ...latentShape]));
    },
    logProb: (latents) => tidy(() => density.logProb(reshape(latents, [latents.shape[0]!, ...shape]))),
  };
  return {
    prior,
    sample(count, key, context) {
      assertSampling(`${caller}.sample`, count, key);
      return tidy(() => model.decode(prior.sample(count, key), context));
    },
  };
}
