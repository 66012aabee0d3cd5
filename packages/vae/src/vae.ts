import { gaussianSample } from '@latentkit/backend';
import { assertBatchOf, assertBetween, assertInteger } from '@latentkit/check';
import { bernoulliLikelihood, type Likelihood } from '@latentkit/losses';
import {
  adam,
  decodeBetween,
  descend,
  type EncoderDecoder,
  modelState,
  type Optimizer,
  type Schedule,
  type Trainable,
  variablesOf,
} from '@latentkit/nn';
import { foldIn, type Key, key, normal } from '@latentkit/random';
import { add, mean, mul, type Scalar, split, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';

/** The scalars of a step: `loss = reconstruction + beta · kl`. */
export type VaeTerm = 'loss' | 'reconstruction' | 'kl';

/** How a VAE is trained. */
export interface VaeOptions {
  /**
   * The weight of the KL term: 1 is the evidence lower bound; above 1 is the β-VAE (Higgins et al. 2017). A schedule, such
   * as `linear` or `cyclical` of `@latentkit/nn`, anneals it: it is asked for the weight at each step. Default 1.
   */
  readonly beta?: number | Schedule;
  /** How the decoder's output explains an example. Default `bernoulliLikelihood`, for data in [0, 1]. */
  readonly likelihood?: Likelihood;
  /** What to do with a gradient. Default `adam()`. */
  readonly optimizer?: Optimizer;
}

/** The codes of a batch: for every number of every code, a Gaussian. */
export type Posterior = {
  /** `[batch, latentSize]` */
  mean: Tensor2D;
  /** `[batch, latentSize]`, the logarithm of the variance */
  logVariance: Tensor2D;
};

/** A variational auto-encoder. Every tensor it returns is the caller's to dispose. */
export interface Vae extends Trainable<Tensor, VaeTerm> {
  /** `[batch, ...shape]` to the Gaussian of each code. */
  encode(data: Tensor): Posterior;
  /** Codes `[batch, latentSize]` to the likelihood's mean, `[batch, ...shape]`. */
  decode(codes: Tensor): Tensor;
  /** Encodes, takes the mean code, decodes: `[batch, ...shape]`. */
  reconstruct(data: Tensor): Tensor;
  /** Decodes `count` codes drawn from N(0, I): `[count, ...shape]`. Another `key` draws others. */
  sample(count: number, options?: { readonly key?: Key }): Tensor;
  /** From each example of `from` to that of `to` along the line between their mean codes: `[batch, steps, ...shape]`. */
  interpolate(from: Tensor, to: Tensor, steps: number): Tensor;
  /** The terms of the loss on a batch, with one draw of the noise, changing nothing: −ELBO where `beta` is 1. */
  evaluate(data: Tensor, options?: { readonly key?: Key }): Record<VaeTerm, Scalar>;
}

// What the keys derived from the seed are for; 0 and 1 are the networks' initial weights.
const NOISE = 2;
const SAMPLE = 3;
const EVALUATE = 4;

/**
 * A variational auto-encoder: an encoder that gives a Gaussian for each code, and a decoder that can be sampled without it.
 *
 *   loss = E[−log p(x | c)] + β · KL(N(m, σ²) ‖ N(0, I)),   c = σ ⊙ e + m,   σ = exp(logVariance / 2),   e ~ N(0, I)
 *
 * In nats, summed over the features of an example and averaged over the batch. The noise of a step is a function of the seed
 * and of the step's number.
 *
 * @param networks a preset such as `mlp({ shape, latentSize, seed })`, or networks of your own
 * @throws RangeError where `beta` is negative or not finite, at once or at a step; by its methods, where a shape is not
 *   the model's
 * @example
 * const model = vae(mlp({ shape: [28, 28, 1], latentSize: 20, seed: 1 }));
 * model.step(zeros([8, 28, 28, 1]));
 * model.sample(16).shape; // [16, 28, 28, 1]
 *
 * Kingma & Welling, "Auto-Encoding Variational Bayes", 2014, https://arxiv.org/abs/1312.6114
 */
export function vae(networks: EncoderDecoder, options: VaeOptions = {}): Vae {
  const { encoder, decoder, shape, latentSize, seed } = networks;
  const { beta = 1, likelihood = bernoulliLikelihood, optimizer = adam() } = options;
  const betaAt = (step: number) => {
    const weight = typeof beta === 'function' ? beta(step) : beta;
    assertBetween('vae', 'beta', weight, 0, Number.MAX_VALUE);
    return weight;
  };
  betaAt(0);
  const root = key(seed);
  const bound = optimizer.bind(variablesOf({ encoder, decoder }));
  const { counters, ...lifetime } = modelState('vae', { encoder, decoder, optimizer: bound }, { step: 0 });

  function encodeWith(data: Tensor, training: boolean, dropoutKey?: Key): Posterior {
    const output = encoder.apply(data, { training, ...(dropoutKey && { key: dropoutKey }) });
    assertBatchOf('vae', "the encoder's output", output, [2 * latentSize]);
    const [codeMean, logVariance] = split(output as Tensor2D, 2, 1) as [Tensor2D, Tensor2D];
    return { mean: codeMean, logVariance };
  }

  function terms(data: Tensor, stepKey: Key, training: boolean): Record<VaeTerm, Scalar> {
    const weight = betaAt(counters.step);
    const posterior = encodeWith(data, training, foldIn(stepKey, 0));
    const noise = normal(foldIn(stepKey, 1), posterior.mean.shape) as Tensor2D;
    const { sample: codes, kl: divergence } = gaussianSample(posterior.mean, posterior.logVariance, noise);
    const output = decoder.apply(codes, { training, key: foldIn(stepKey, 2) });
    const reconstruction = mean<Scalar>(likelihood.negativeLogLikelihood(output, data));
    const kl = mean<Scalar>(divergence);
    return { loss: add(reconstruction, mul(kl, weight)), reconstruction, kl };
  }

  function encode(data: Tensor): Posterior {
    assertBatchOf('vae.encode', 'data', data, shape);
    return tidy(() => encodeWith(data, false));
  }

  function decode(codes: Tensor): Tensor {
    assertBatchOf('vae.decode', 'codes', codes, [latentSize]);
    return tidy(() => likelihood.mean(decoder.apply(codes)));
  }

  return {
    ...lifetime,
    get stepCount() {
      return counters.step;
    },
    step(batch) {
      assertBatchOf('vae.step', 'batch', batch, shape);
      const scalars = descend(bound, () => terms(batch, foldIn(foldIn(root, NOISE), counters.step), true));
      counters.step++;
      return scalars;
    },
    evaluate(data, { key: noiseKey = foldIn(root, EVALUATE) } = {}) {
      assertBatchOf('vae.evaluate', 'data', data, shape);
      return tidy(() => terms(data, noiseKey, false));
    },
    encode,
    decode,
    reconstruct: (data) => tidy(() => decode(encode(data).mean)),
    sample(count, { key: sampleKey = foldIn(root, SAMPLE) } = {}) {
      assertInteger('vae.sample', 'count', count);
      return tidy(() => decode(normal(sampleKey, [count, latentSize])));
    },
    interpolate: (from, to, steps) => tidy(() => decodeBetween(decode, encode(from).mean, encode(to).mean, steps)),
  };
}
