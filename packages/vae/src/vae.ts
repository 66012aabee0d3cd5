import { assertInteger, checkOptions } from '@latentkit/check';
import type { DiagonalGaussian, Family } from '@latentkit/distributions';
import { type Autoencoder, type AutoencoderArchitecture, autoencoder, type PriorRecipe } from '@latentkit/model';
import type { Context, Optimizer, Schedule, Shape } from '@latentkit/nn';
import type { Tensor } from '@tensorflow/tfjs-core';
import { gaussianOf } from './gaussian.ts';

/** The options of `vae`. */
export interface VaeOptions {
  /** The shape of one example, without the batch: `[28, 28, 1]`. */
  readonly shape: Shape;
  /** How many latents an example has. */
  readonly latentSize: number;
  /** Where all randomness comes from: initial weights, the noise of every step. An integer of at least 0. */
  readonly seed: number;
  /** The weight of the KL term, or a schedule of it: see `gaussian`. Default 1. */
  readonly beta?: number | Schedule | undefined;
  /** What latents are drawn from when nothing is encoded. Default the standard Gaussian. */
  readonly prior?: PriorRecipe | undefined;
  /** How the decoder's output explains an example. Default the architecture's, or `bernoulliLikelihood`, for data in [0, 1]. */
  readonly likelihood?: Family | undefined;
  /** What to do with a gradient. Default `adam()`. */
  readonly optimizer?: Optimizer | undefined;
}

/** A variational auto-encoder: `loss = reconstruction + beta · kl`. */
export interface Vae extends Autoencoder<'kl'> {
  /** The Gaussian of each example's latents. It holds the encoder's output: use it in a `tidy`. */
  posterior(data: Tensor, context?: Context): DiagonalGaussian;
}

/**
 * A variational auto-encoder: an encoder that gives a Gaussian for the latents of an example, and a decoder that can be
 * sampled without it.
 *
 *   loss = E[−ln p(x | c)] + β · KL(N(m, σ²) ‖ N(0, I)),   c = σ ⊙ e + m,   σ = exp(logVariance / 2),   e ~ N(0, I)
 *
 * In nats, summed over the features of an example and averaged over the batch. The noise of a step is a function of the seed
 * and of the step's number.
 *
 * @param architecture such as `mlp()`, or networks of your own. The encoder gives a mean and a log variance for each latent,
 *   `[2 · latentSize]`; the decoder what the likelihood takes: logits for `bernoulliLikelihood`, so it does not end in a
 *   sigmoid
 * @param options shape, latent size, seed, β, prior, likelihood, optimizer
 * @throws TypeError, RangeError before anything is made: for an unknown option, a `beta` that is negative or not
 *   finite, and networks whose sizes do not fit, that share variables, or that end in a sigmoid under a likelihood of logits;
 *   by its methods, for a shape that is not the model's; Error once it has been disposed
 * @example
 * const model = vae(mlp(), { shape: [28, 28, 1], latentSize: 20, seed: 1 });
 * model.step(zeros([8, 28, 28, 1]));
 * model.sample(16, key(1)).shape; // [16, 28, 28, 1]
 *
 * Kingma & Welling, "Auto-Encoding Variational Bayes", 2014, https://arxiv.org/abs/1312.6114
 */
export function vae(architecture: AutoencoderArchitecture, options: VaeOptions): Vae {
  const { latentSize, beta, prior, ...others } = checkOptions('vae', options, [
    'shape',
    'latentSize',
    'seed',
    'beta',
    'prior',
    'likelihood',
    'optimizer',
  ]);
  assertInteger('vae', 'latentSize', latentSize);
  return autoencoder('vae', architecture, {
    ...others,
    latentShape: [latentSize],
    bottleneck: gaussianOf('vae', { beta, prior }),
  }) as Vae;
}
