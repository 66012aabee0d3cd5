import { assertNotNegative } from '@latentkit/check';
import { type DiagonalGaussianParameters, diagonalGaussian, kl, standardNormal } from '@latentkit/distributions';
import { freeBits } from '@latentkit/losses';
import type { Schedule } from '@latentkit/nn';
import { abs, mean, reshape, type Scalar, sub, sum, type Tensor2D, tidy } from '@tensorflow/tfjs-core';

/**
 * What takes the place of the KL divergence in the loss: a function of the divergences of a batch, `[batch, groups]` in nats,
 * and of the step. A group is one latent; under a prior of one's own, all of them; of a
 * hierarchy, a level.
 */
export type KlRegularizer = (kl: Tensor2D, step: number) => Scalar;

/**
 * The capacity that a β-VAE is let out to: the divergence is held at C nats, which grow during training, so that one
 * factor after another is learnt.
 *
 *   |mean KL − C(step)|,      in the loss with the weight β, which the paper calls γ
 *
 * The mean is over the batch. Where it is C the gradient is 0.
 *
 * @param capacity C, in nats, at least 0; or a schedule, such as `linear({ from: 0, to: 25, steps: 10000 })` of
 *   `@latentkit/nn`
 * @throws TypeError, RangeError unless such a number; at a step, for a schedule that gives none
 * @example
 * klCapacity(2)(tensor2d([[1, 4], [0, 1]]), 0); // 1
 *
 * Burgess et al., "Understanding disentangling in β-VAE", 2018, https://arxiv.org/abs/1804.03599
 */
export function klCapacity(capacity: number | Schedule): KlRegularizer {
  const at = (step: number) => {
    const value = typeof capacity === 'function' ? capacity(step) : capacity;
    assertNotNegative('klCapacity', 'capacity', value);
    return value;
  };
  at(0);
  return (kl, step) => tidy(() => abs(sub<Scalar>(mean<Scalar>(sum(kl, 1)), at(step))));
}

/**
 * Free bits: each latent has so many nats for free, so that none is driven to tell nothing. `freeBits` of
 * `@latentkit/losses`, with every latent a group.
 *
 *   Σ over the latents of max(minimum, mean KL of the latent)
 *
 * @param minimum λ, in nats per latent, at least 0; 0 leaves the KL as it is
 * @throws TypeError, RangeError unless such a number
 * @example
 * klFreeBits(0.5)(tensor2d([[0.1, 2], [0.2, 4]]), 0); // 3.5
 *
 * Kingma et al., "Improved Variational Inference with Inverse Autoregressive Flow", 2016, https://arxiv.org/abs/1606.04934
 */
export function klFreeBits(minimum: number): KlRegularizer {
  assertNotNegative('klFreeBits', 'minimum', minimum);
  return (kl) => freeBits(kl, minimum);
}

/** KL(N(μ, σ²) ‖ N(0, 1)) of each latent: `[batch, latents]`. */
export function klPerLatent({ mean, logVariance }: DiagonalGaussianParameters): Tensor2D {
  const each = { mean: reshape(mean, [-1, 1]), logVariance: reshape(logVariance, [-1, 1]) };
  return reshape(kl(diagonalGaussian(each), standardNormal([mean.size, 1])), [mean.shape[0]!, -1]);
}
