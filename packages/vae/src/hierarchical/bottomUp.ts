import type { Inference, InferredLevel } from './inference.ts';

/**
 * The latents of each level are inferred from those below it.
 *
 *   q(z | x) = q(z₁ | x) q(z₂ | z₁) … q(z_L | z_L₋₁)
 *
 * The encoder gives q(z₁ | x), and a network of each level above its own Gaussian. An `inference` of `hierarchicalGaussian`.
 *
 * @example
 * const bottleneck = hierarchicalGaussian({ levels: [{ size: 1 }], inference: bottomUp });
 * autoencoder('hierarchical', mlp(), { shape: [4], latentShape: [2], seed: 1, bottleneck }).stepCount; // 0
 *
 * Burda et al., "Importance Weighted Autoencoders", 2016, https://arxiv.org/abs/1509.00519
 */
export const bottomUp: Inference = {
  fromTop: false,
  infer({ count, encoded, up, down, draw }) {
    const levels: InferredLevel[] = [];
    for (let level = 0; level < count; level++) {
      const posterior = level === 0 ? encoded[0]! : up(level, levels[level - 1]!.latents);
      levels.push({ latents: draw(level, posterior), posterior });
    }
    return levels.map((inferred, level) =>
      level === count - 1 ? inferred : { ...inferred, prior: down(level, levels[level + 1]!.latents) },
    );
  },
};
