import { assertBetween, assertFunction, assertInteger, checkOptions } from '@latentkit/check';
import { diagonalGaussianFamily, standardNormal } from '@latentkit/distributions';
import type { Bottleneck, BottleneckContext, BottleneckRecipe, Encoded, PriorRecipe } from '@latentkit/model';
import type { Schedule } from '@latentkit/nn';
import { normal } from '@latentkit/random';
import { repeatExamples } from '@latentkit/shared';
import { reshape, sub, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { type KlRegularizer, klPerLatent } from './klRegularizers.ts';

/** The options of `gaussian`. */
export interface GaussianOptions {
  /**
   * The weight of the KL term: 1 is the evidence lower bound; above 1 is the β-VAE (Higgins et al. 2017). A schedule, such
   * as `linear` or `cyclical` of `@latentkit/nn`, anneals it: it is asked for the weight at each step. Default 1.
   */
  readonly beta?: number | Schedule | undefined;
  /** What latents are drawn from when nothing is encoded. Default the standard Gaussian, for which the KL is exact. */
  readonly prior?: PriorRecipe | undefined;
  /** How many latents are drawn for each example. Default 1. */
  readonly samples?: number | undefined;
  /** What is minimised in place of the KL divergence, with the weight `beta`: `klCapacity`, `klFreeBits`. Default the divergence. */
  readonly regularizer?: KlRegularizer | undefined;
}

/** The terms of `gaussian`: with a regulariser `kl` is only logged, and `regularizer` is what counts. */
export type GaussianTerms = 'kl' | 'regularizer';

/**
 * A Gaussian with diagonal covariance for the latents of each example: the encoder gives a mean and a log variance of each.
 *
 *   z = μ + σ ⊙ e,   e ~ N(0, I),   kl = KL(N(μ, σ²) ‖ prior)
 *
 * Under a prior of one's own the divergence is estimated from the latents that are drawn, as ln q(z | x) − ln p(z).
 *
 * @param options β, prior, samples, regulariser
 * @returns a bottleneck with the term `kl`, in nats, and `regularizer`, if there is one
 * @throws TypeError, RangeError for an option out of range; at a step, for a schedule that gives a negative number
 * @example
 * autoencoder('vae', mlp(), { shape: [4], latentShape: [2], seed: 1, bottleneck: gaussian({ beta: 4 }) }).stepCount; // 0
 *
 * Kingma & Welling, "Auto-Encoding Variational Bayes", 2014, https://arxiv.org/abs/1312.6114
 */
export function gaussian(options?: GaussianOptions & { readonly regularizer?: undefined }): BottleneckRecipe<'kl'>;
export function gaussian(options: GaussianOptions): BottleneckRecipe<GaussianTerms>;
export function gaussian(options: GaussianOptions = {}): BottleneckRecipe<never> {
  return gaussianOf('gaussian', checkOptions('gaussian', options, ['beta', 'prior', 'samples', 'regularizer']));
}

/** `gaussian` with the name by which its errors go. */
export function gaussianOf(caller: string, options: GaussianOptions): BottleneckRecipe<GaussianTerms> {
  const { beta = 1, prior: makePrior, samples = 1, regularizer } = options;
  const betaAt = (step: number) => {
    const weight = typeof beta === 'function' ? beta(step) : beta;
    assertBetween(caller, 'beta', weight, 0, Number.MAX_VALUE);
    return weight;
  };
  betaAt(0);
  if (makePrior !== undefined) assertFunction(caller, 'prior', makePrior, 'a prior');
  if (regularizer !== undefined) assertFunction(caller, 'regularizer', regularizer, 'a function of divergences');
  assertInteger(caller, 'samples', samples);

  return (inputs): Bottleneck<GaussianTerms> => {
    const prior = makePrior?.(inputs);
    const { latentShape } = inputs;
    const { of: posterior, parameterShape } = diagonalGaussianFamily;

    function encode(output: Tensor, { key, context }: BottleneckContext) {
      const q = posterior(samples === 1 ? output : repeatExamples(output, samples));
      const { sample: latents, kl } = q.sampleWithKl(key);
      if (!prior) return { latents, samples, kl };
      return { latents, samples, kl: sub<Tensor1D>(q.logProb(latents), prior.logProb(latents, context)) };
    }

    return {
      ...(prior?.variables && { variables: prior.variables }),
      ...(prior?.buffers && { buffers: prior.buffers }),
      parameterShape,
      encode(output, at) {
        const { kl, ...others } = encode(output, at);
        const beta = betaAt(at.step);
        if (!regularizer) return { ...others, terms: { kl } as Encoded<GaussianTerms>['terms'], weights: { kl: beta } };
        const groups = prior ? (reshape(kl, [-1, 1]) as Tensor2D) : klPerLatent(posterior(output).parameters);
        return {
          ...others,
          terms: { kl, regularizer: regularizer(groups, at.step) },
          weights: { kl: 0, regularizer: beta },
        };
      },
      mean: (output) => posterior(output).mean(),
      posterior,
      sample: (count, key, context) =>
        prior ? prior.sample(count, key, context) : normal(key, [count, ...latentShape]),
      logPrior: (latents, context) =>
        prior ? prior.logProb(latents, context) : standardNormal(latents.shape).logProb(latents),
    };
  };
}
