import type { Family } from '@latentkit/distributions';
import type { Optimizer, Schedule, Trainable } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** The scalars of a step: `loss = reconstruction + beta · kl`. */
export type VaeTerm = 'loss' | 'reconstruction' | 'kl';

/** How a VAE is trained. */
export interface VaeOptions {
  /**
   * The weight of the KL term: 1 is the evidence lower bound; above 1 is the β-VAE (Higgins et al. 2017). A schedule, such
   * as `linear` or `cyclical` of `@latentkit/nn`, anneals it: it is asked for the weight at each step. Default 1.
   */
  readonly beta?: number | Schedule;
  /** How the decoder's output explains an example. Default that of the networks, or `bernoulliLikelihood`, for data in [0, 1]. */
  readonly likelihood?: Family;
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

/** How a batch is evaluated. */
export interface VaeEvaluateOptions {
  /** The key of the noise. Default one that follows from the seed, so the noise is the same each time. */
  readonly key?: Key;
}

/** A variational auto-encoder. Every tensor it returns is the caller's to dispose. */
export interface Vae extends Trainable<Tensor, Record<VaeTerm, Scalar>> {
  /** Rejects with `UnsupportedDataError` where the data of the steps so far leave the support of the likelihood. */
  checkData(): Promise<void>;
  /** `[batch, ...shape]` to the Gaussian of each code. */
  encode(data: Tensor): Posterior;
  /** Codes `[batch, latentSize]` to the likelihood's mean, `[batch, ...shape]`. */
  decode(codes: Tensor): Tensor;
  /** Encodes, takes the mean code, decodes: `[batch, ...shape]`. */
  reconstruct(data: Tensor): Tensor;
  /** Decodes `count` codes drawn from N(0, I): `[count, ...shape]`. Another `key` draws others. */
  sample(count: number, key: Key): Tensor;
  /** From each example of `from` to that of `to` along the line between their mean codes: `[batch, steps, ...shape]`. */
  interpolate(from: Tensor, to: Tensor, steps: number): Tensor;
  /** The terms of the loss on a batch, with one draw of the noise, changing nothing: −ELBO where `beta` is 1. */
  evaluate(data: Tensor, options?: VaeEvaluateOptions & { readonly perExample?: false }): Record<VaeTerm, Scalar>;
  /** The same for each example, `[batch]`: the higher the loss, the less the example is like those of the training. */
  evaluate(data: Tensor, options: VaeEvaluateOptions & { readonly perExample: true }): Record<VaeTerm, Tensor1D>;
}
