import { assertBatchOf, assertMethods, assertSameShape, showShape } from '@latentkit/check';
import { bernoulliLikelihood } from '@latentkit/distributions';
import type { ApplyOptions, Batch, Network } from '@latentkit/nn';
import { foldIn, key as keyOf } from '@latentkit/random';
import { disposeOnError, repeatExamples } from '@latentkit/shared';
import { mean, neg, type Scalar, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { type AutoencoderArchitecture, buildNetworks, type NetworkPlan } from './architecture.ts';
import { type AutoencoderMethods, autoencoderMethods } from './autoencoderMethods.ts';
import { type AutoencoderPartsOptions, checkArguments } from './autoencoderOptions.ts';
import { type Regularizer, regularized } from './autoencoderRegularizer.ts';
import { mapValues, repeated } from './autoencoderSamples.ts';
import { assertBatch, exampleOf } from './batch.ts';
import type { Bottleneck } from './bottleneck.ts';
import type { ModelSpec } from './modelSpec.ts';
import { type Objective, sumOfTerms } from './objective.ts';
import type { StepContext } from './phase.ts';
import { dataWatch } from './state/dataWatch.ts';

/** The parts of an auto-encoder, to be put into phases. */
export interface AutoencoderParts<K extends string, N extends string = never> {
  readonly networks: Readonly<Record<'encoder' | 'decoder' | N, Network>> & { readonly bottleneck: Bottleneck<K> };
  /** The scalars of a batch while training, for a phase to minimise. */
  terms(batch: Batch, at: StepContext): Record<'loss' | 'reconstruction' | K, Scalar>;
  /** The latents of a batch while training. */
  encode(batch: Batch, at: StepContext): Tensor;
  /** All that `trainable` is given but the phases: `trainable({ ...spec, phases })`. */
  readonly spec: Omit<ModelSpec<Batch, never, AutoencoderMethods<K>>, 'phases'>;
}

// What the keys derived from the seed are for; 0 and 1 are the networks' initial weights, 2 is the steps'.
const BOTTLENECK = 3;
const EVALUATE = 4;
// What the keys derived from a step's are for; 0 to 2 are those of encoder, bottleneck and decoder, 5 is that of `aae`.
const CORRUPT = 6;
const REGULARIZE = 7;

/**
 * Builds what `autoencoder` trains in one phase, for models of several: an adversarial auto-encoder, a VAE-GAN.
 *
 * @param kind of model, such as `aae`: errors begin with it
 * @param architecture the networks, or recipes for them
 * @param options see there
 * @param others further networks, such as a critic; their `purpose` is at least 5, as the keys up to 4 are taken
 * @throws TypeError, RangeError before anything is made
 * @example
 * const plain = ({ latentShape }: BottleneckInputs) => ({
 *   parameterShape: () => latentShape,
 *   encode: (latents: Tensor) => ({ latents, terms: {} }),
 *   mean: (latents: Tensor) => latents,
 * });
 * const { terms } = autoencoderParts('mine', mlp(), { shape: [4], latentShape: [2], seed: 1, bottleneck: plain });
 * Object.keys(terms(zeros([3, 4]), { step: 0, key: key(1) })); // ["reconstruction", "loss"]
 */
export function autoencoderParts<K extends string, N extends string = never, R extends string = never>(
  kind: string,
  architecture: AutoencoderArchitecture,
  options: AutoencoderPartsOptions<K, R>,
  others: Readonly<Record<N, NetworkPlan>> = {} as Record<N, NetworkPlan>,
): AutoencoderParts<K | R, N> {
  checkArguments(kind, architecture, options);
  const { shape, latentShape, seed, corruption, objective = sumOfTerms as Objective<K | R> } = options;
  const regularizers = options.regularizers ?? ({} as Record<R, Regularizer>);
  const { likelihood = architecture.likelihood ?? bernoulliLikelihood } = options;
  assertMethods(kind, 'likelihood', likelihood, ['parameterShape', 'of']);
  const root = keyOf(seed);
  let encoder: Network | undefined;
  const bottleneck = options.bottleneck({
    latentShape,
    shape,
    key: foldIn(root, BOTTLENECK),
    encode: (data, apply) => encoder!.apply(data, apply),
  }) as Bottleneck<K | R>;
  const parameterShape = bottleneck.parameterShape(latentShape);
  const { name, takes } = likelihood;
  const plans = {
    encoder: {
      part: architecture.encoder,
      inputShape: shape,
      outputShape: parameterShape,
      because: `what the bottleneck takes for latents of shape ${showShape(latentShape)}`,
    },
    decoder: {
      part: architecture.decoder,
      inputShape: latentShape,
      outputShape: likelihood.parameterShape(shape),
      because: `what ${name} takes for an example`,
      ...(takes !== 'data' && { unbounded: `${name} takes ${takes}` }),
    },
    ...others,
  } as Record<'encoder' | 'decoder' | N, NetworkPlan>;
  const networks = disposeOnError(bottleneck, () => buildNetworks(kind, plans, root));
  encoder = networks.encoder;
  const { decoder } = networks;
  const watch = dataWatch({
    caller: `${kind}.step`,
    support: likelihood.support,
    taker: name,
    remedy: 'use isotropicGaussian(options) or learnedGaussian() for them, or scale them',
  });

  function apply(data: Tensor, options: ApplyOptions): Tensor {
    const output = networks.encoder.apply(data, options);
    assertBatchOf(kind, "the encoder's output", output, parameterShape);
    return output;
  }

  /** What the encoder is given, and what comes of it. */
  function encodedOf(batch: Batch, { step, key }: StepContext, training: boolean) {
    const { data: clean, context } = exampleOf(batch);
    const data = training && corruption ? corruption(clean, foldIn(key, CORRUPT)) : clean;
    if (data !== clean) assertSameShape(kind, { 'what corruption gave': data, data: clean });
    const given = { training, ...(context && { context }) };
    const output = apply(data, { ...given, key: foldIn(key, 0) });
    return { clean, data, given, encoded: bottleneck.encode(output, { ...given, step, key: foldIn(key, 1) }) };
  }

  /** The terms before they are averaged, and of how many samples of each example they are. */
  function termsOf(batch: Batch, at: StepContext, training: boolean) {
    const { clean, data, given, encoded } = encodedOf(batch, at, training);
    const { latents, samples = 1 } = encoded;
    const decoded = decoder.apply(latents, { ...repeated(given, samples), key: foldIn(at.key, 2) });
    const target = repeatExamples(clean, samples);
    const reconstruction = neg(likelihood.of(decoded).logProb(target)) as Tensor1D;
    const whole = regularized(kind, encoded, regularizers, () => {
      const still = { ...given, training: false };
      return {
        step: at.step,
        training,
        key: foldIn(at.key, REGULARIZE),
        data,
        latents,
        encode: (data) => bottleneck.mean(apply(data, still)),
        decode: (latents) => decoder.apply(latents, repeated(still, latents.shape[0]! / data.shape[0]!)),
        decoder,
      };
    });
    const terms = { ...whole.terms, reconstruction, loss: objective(reconstruction, whole) };
    return { terms: terms as Record<'loss' | 'reconstruction' | K | R, Tensor>, samples, weights: whole.weights };
  }

  return {
    networks: { ...networks, bottleneck },
    terms: (batch, at) => mapValues(termsOf(batch, at, true).terms, (term) => mean<Scalar>(term)),
    encode: (batch, at) => encodedOf(batch, at, true).encoded.latents,
    spec: {
      kind,
      seed,
      parts: { ...networks, bottleneck },
      check: (batch) => assertBatch(`${kind}.step`, 'batch', batch, { shape, networks: { encoder, decoder } }),
      ...(bottleneck.update && {
        after(batch, at) {
          const { data, context } = exampleOf(batch);
          bottleneck.update!(apply(data, context ? { context } : {}), at);
        },
      }),
      watch,
      methods: (counters) =>
        autoencoderMethods({
          kind,
          shape,
          latentShape,
          networks: { encoder, decoder },
          bottleneck,
          likelihood,
          apply,
          termsOf: (batch, key = foldIn(root, EVALUATE)) => termsOf(batch, { step: counters.step, key }, false),
        }),
    },
  };
}
