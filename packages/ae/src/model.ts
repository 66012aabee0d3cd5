import type { Family } from '@latentkit/distributions';
import type { Optimizer, Trainable } from '@latentkit/nn';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** The scalars of a step. A plain auto-encoder has one term, so `loss = reconstruction`. */
export type AeTerm = 'loss' | 'reconstruction';

/** How an auto-encoder is trained. */
export interface AeOptions {
  /** How the decoder's output explains an example. Default that of the networks, or `bernoulliLikelihood`, for data in [0, 1]. */
  readonly likelihood?: Family;
  /** What to do with a gradient. Default `adam()`. */
  readonly optimizer?: Optimizer;
}

/** An auto-encoder. Every tensor it returns is the caller's to dispose. */
export interface Ae extends Trainable<Tensor, Record<AeTerm, Scalar>> {
  /** Rejects with `UnsupportedDataError` where the data of the steps so far leave the support of the likelihood. */
  checkData(): Promise<void>;
  /** `[batch, ...shape]` to codes `[batch, latentSize]`. */
  encode(data: Tensor): Tensor2D;
  /** Codes `[batch, latentSize]` to the likelihood's mean, `[batch, ...shape]`. */
  decode(codes: Tensor): Tensor;
  /** Encodes and decodes: `[batch, ...shape]`. */
  reconstruct(data: Tensor): Tensor;
  /** From each example of `from` to that of `to` along the line between their codes: `[batch, steps, ...shape]`. */
  interpolate(from: Tensor, to: Tensor, steps: number): Tensor;
  /** The loss on a batch, changing nothing. */
  evaluate(data: Tensor, options?: { readonly perExample?: false }): Record<AeTerm, Scalar>;
  /** The loss of each example, `[batch]`: the higher, the less the example is like those of the training. */
  evaluate(data: Tensor, options: { readonly perExample: true }): Record<AeTerm, Tensor1D>;
}
