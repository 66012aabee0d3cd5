import type { CodebookIndices, Corruption } from '@latentkit/ae';
import type { Batch, Context, Terms, Trainable } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';

/** What a variant builds. */
export type Model = Trainable<Batch, Terms> & {
  evaluate(batch: Batch): Record<string, Scalar>;
  reconstruct(data: Tensor, context?: Context): Tensor;
  interpolate(from: Tensor, to: Tensor, steps: number): Tensor;
  encode(data: Tensor): Tensor;
  decode(latents: Tensor): Tensor;
  /** Of one whose latents are entries of a codebook: itself, with their indices in place of them. */
  readonly indices?: CodebookIndices;
  /** Of what says how latents are distributed. */
  sample?(count: number, key: Key, context?: Context): Tensor;
};

/** A model whose training is compared with that of its twin in PyTorch. */
export interface Variant {
  make(seed: number): Model;
  /** The model of its contact sheet, where other settings show better what it does, or take less time. Default the same. */
  sheet?(seed: number): Model;
  /** Whether labels are its context. */
  readonly labels?: true;
  /** What the test images lose before they are encoded, where it is to restore them. */
  readonly corrupts?: Corruption;
  /** Whether it says how latents are distributed, so that it can be sampled. */
  readonly generates?: true;
  /** The term that is compared, on the test images. */
  readonly term: 'loss' | 'reconstruction';
  /** How far the curves may be apart: nats, or a part of the term. */
  readonly within: { readonly nats: number } | { readonly part: number };
}
