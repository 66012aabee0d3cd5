import { aae, ae, conv as convAe, denoisingAe, mlp as mlpAe, vqVae, waeMmd } from '@latentkit/ae';
import type { Batch, Context, Terms, Trainable } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import { iwae, mlp, vae, vampPrior } from '@latentkit/vae';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';

/** What a variant builds. */
export type Model = Trainable<Batch, Terms> & {
  evaluate(batch: Batch): Record<string, Scalar>;
  reconstruct(data: Tensor, context?: Context): Tensor;
  interpolate(from: Tensor, to: Tensor, steps: number): Tensor;
  encode(data: Tensor): Tensor;
  decode(latents: Tensor): Tensor;
  /** Of what says how latents are distributed. */
  sample?(count: number, key: Key, context?: Context): Tensor;
};

/** A model whose training is compared with that of its twin in PyTorch. */
export interface Variant {
  make(seed: number): Model;
  /** Whether labels are its context. */
  readonly labels?: true;
  /** Whether it says how latents are distributed, so that it can be sampled. */
  readonly generates?: true;
  /** The term that is compared, on the test images. */
  readonly term: 'loss' | 'reconstruction';
  /** How far the curves may be apart: nats, or a part of the term. */
  readonly within: { readonly nats: number } | { readonly part: number };
}

const shape = [28, 28, 1];
const options = { shape, latentSize: 20 };
const bound = { term: 'loss', within: { nats: 1 }, generates: true } as const;
const reconstruction = { term: 'reconstruction', within: { part: 0.02 } } as const;

/** By the names of their twins in `pytorch/variants.py`. */
export const variants: Readonly<Record<string, Variant>> = {
  vae: { make: (seed) => vae(mlp(), { ...options, seed }), ...bound },
  'β-vae': { make: (seed) => vae(mlp(), { ...options, seed, beta: 4 }), ...bound },
  'conditional vae': {
    make: (seed) => vae(mlp({ conditions: { label: { classes: 10 } } }), { ...options, seed }),
    labels: true,
    ...bound,
  },
  iwae: { make: (seed) => iwae(mlp(), { ...options, seed }), ...bound },
  'vamp-prior': {
    make: (seed) => vae(mlp(), { ...options, seed, prior: vampPrior({ components: 100 }) }),
    ...bound,
  },
  ae: { make: (seed) => ae(mlpAe(), { ...options, seed }), ...reconstruction },
  'denoising ae': { make: (seed) => denoisingAe(mlpAe(), { ...options, seed }), ...reconstruction },
  'wae-mmd': { make: (seed) => waeMmd(mlpAe(), { ...options, seed }), ...reconstruction, generates: true },
  'conv ae': { make: (seed) => ae(convAe(), { ...options, seed }), ...reconstruction },
  'vq-vae': {
    make: (seed) => vqVae(mlpAe(), { shape, latentShape: [16, 8], codebookSize: 64, seed }),
    ...reconstruction,
  },
  aae: { make: (seed) => aae(mlpAe(), { ...options, seed }), ...reconstruction, generates: true },
};
