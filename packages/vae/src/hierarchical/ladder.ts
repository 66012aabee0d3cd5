import { type DiagonalGaussian, diagonalGaussian } from '@latentkit/distributions';
import { add, mul, sigmoid, softplus, sub } from '@tensorflow/tfjs-core';
import type { Inference, InferredLevel } from './inference.ts';

/**
 * The inference of a ladder VAE: from the top, where what the encoder says of a level is weighed with what the level above
 * says of it, by their precisions.
 *
 *   q(z | x) = q(z_L | x) … q(z₁ | z₂, x),   q(z_i | z_i₊₁, x) ∝ N(z_i; μ̂_i(x), σ̂²_i(x)) p(z_i | z_i₊₁)
 *   1/σ² = 1/σ̂² + 1/σₚ²,   μ = σ² (μ̂/σ̂² + μₚ/σₚ²)
 *
 * The encoder gives μ̂ and σ̂² of all levels. An `inference` of `hierarchicalGaussian`.
 *
 * @example
 * const bottleneck = hierarchicalGaussian({ levels: [{ size: 1 }], inference: ladder });
 * autoencoder('hierarchical', mlp(), { shape: [4], latentShape: [2], seed: 1, bottleneck }).stepCount; // 0
 *
 * Sønderby et al., "Ladder Variational Autoencoders", 2016, https://arxiv.org/abs/1602.02282
 */
export const ladder: Inference = {
  fromTop: true,
  infer({ count, encoded, down, draw }) {
    const top = encoded[count - 1]!;
    const levels: InferredLevel[] = [{ latents: draw(count - 1, top), posterior: top }];
    for (let level = count - 2; level >= 0; level--) {
      const prior = down(level, levels[0]!.latents);
      const posterior = precisionWeighted(encoded[level]!, prior);
      levels.unshift({ latents: draw(level, posterior), posterior, prior });
    }
    return levels;
  },
};

/** The normalised product of two Gaussians. */
function precisionWeighted(a: DiagonalGaussian, b: DiagonalGaussian): DiagonalGaussian {
  const [p, q] = [a.parameters, b.parameters];
  // Of variances as logarithms, so that none overflows.
  const share = sigmoid(sub(q.logVariance, p.logVariance));
  return diagonalGaussian({
    mean: add(q.mean, mul(share, sub(p.mean, q.mean))),
    logVariance: sub(p.logVariance, softplus(sub(p.logVariance, q.logVariance))),
  });
}
