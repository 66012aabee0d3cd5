import { assertInteger, checkOptions } from '@latentkit/check';
import type { Family } from '@latentkit/distributions';
import { type Autoencoder, type AutoencoderArchitecture, autoencoder } from '@latentkit/model';
import type { Optimizer, Shape } from '@latentkit/nn';
import { identity } from './bottlenecks/identity.ts';

/** The options of `ae`. */
export interface AeOptions {
  /** The shape of one example, without the batch: `[28, 28, 1]`. */
  readonly shape: Shape;
  /** How many latents an example has. */
  readonly latentSize: number;
  /** Where all randomness comes from: initial weights, dropout. An integer of at least 0. */
  readonly seed: number;
  /** How the decoder's output explains an example. Default the architecture's, or `bernoulliLikelihood`, for data in [0, 1]. */
  readonly likelihood?: Family | undefined;
  /** What to do with a gradient. Default `adam()`. */
  readonly optimizer?: Optimizer | undefined;
}

/** A plain auto-encoder. It has one term, so `loss = reconstruction`. */
export type Ae = Omit<Autoencoder, 'sample' | 'posterior'>;

/**
 * An auto-encoder: squeezes an example through a few latents and back. It says nothing of how latents are distributed, so it
 * cannot be sampled; what it cannot squeeze it blurs.
 *
 *   loss = −ln p(x | c),   c = encoder(x)
 *
 * Summed over the features of an example and averaged over the batch; in nats for a likelihood.
 *
 * @param architecture such as `mlp()`, or networks of your own. The decoder gives what the likelihood takes: logits for
 *   `bernoulliLikelihood`, so it does not end in a sigmoid
 * @param options shape, latent size, seed, likelihood, optimizer
 * @throws TypeError, RangeError before anything is made: for an unknown option, and networks whose sizes do not
 *   fit, that share variables, or that end in a sigmoid under a likelihood of logits; by its methods, for a shape that is
 *   not the model's; Error once it has been disposed
 * @example
 * const model = ae(mlp(), { shape: [28, 28, 1], latentSize: 20, seed: 1 });
 * model.step(zeros([8, 28, 28, 1]));
 * model.reconstruct(zeros([4, 28, 28, 1])).shape; // [4, 28, 28, 1]
 *
 * Hinton & Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", 2006
 */
export function ae(architecture: AutoencoderArchitecture, options: AeOptions): Ae {
  const { latentSize, ...others } = checkOptions('ae', options, [
    'shape',
    'latentSize',
    'seed',
    'likelihood',
    'optimizer',
  ]);
  assertInteger('ae', 'latentSize', latentSize);
  return autoencoder('ae', architecture, { ...others, latentShape: [latentSize], bottleneck: identity });
}
