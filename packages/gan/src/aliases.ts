import { gradientPenalty, hinge, leastSquares, wasserstein } from '@latentkit/losses';
import { adam } from '@latentkit/nn';
import { gan } from './gan.ts';
import { assertArguments } from './ganArguments.ts';
import type { Gan, GanOptions } from './model.ts';
import type { GanNetworks } from './networks.ts';

/**
 * WGAN-GP: the Wasserstein loss, a gradient penalty of weight 10, five steps of the critic for one of the generator, Adam
 * with learning rate 1e-4 and betas 0 and 0.9. Its critic must not use batch norm.
 *
 * @example
 * wganGp(points({ seed: 1 })).sample(4, key(1)).shape; // [4, 2]
 *
 * Gulrajani et al., "Improved Training of Wasserstein GANs", 2017, https://arxiv.org/abs/1704.00028
 */
export function wganGp(networks: GanNetworks, options: GanOptions = {}): Gan {
  assertArguments('wganGp', networks, options);
  const optimizer = adam({ learningRate: 1e-4, beta1: 0, beta2: 0.9 });
  return gan(networks, {
    loss: wasserstein(),
    penalty: gradientPenalty(),
    criticSteps: 5,
    generatorOptimizer: optimizer,
    criticOptimizer: optimizer,
    ...options,
  });
}

/**
 * LSGAN: squared distances of the critic's output to 1 for real and 0 for fake.
 *
 * @example
 * lsgan(points({ seed: 1 })).sample(4, key(1)).shape; // [4, 2]
 *
 * Mao et al., "Least Squares Generative Adversarial Networks", 2017, https://arxiv.org/abs/1611.04076
 */
export function lsgan(networks: GanNetworks, options: GanOptions = {}): Gan {
  assertArguments('lsgan', networks, options);
  return gan(networks, { loss: leastSquares(), ...options });
}

/**
 * The hinge GAN of Lim & Ye and of SAGAN: the critic cares only for what lies within its margin.
 *
 * @example
 * hingeGan(points({ seed: 1 })).sample(4, key(1)).shape; // [4, 2]
 *
 * Lim & Ye, "Geometric GAN", 2017, https://arxiv.org/abs/1705.02894
 */
export function hingeGan(networks: GanNetworks, options: GanOptions = {}): Gan {
  assertArguments('hingeGan', networks, options);
  return gan(networks, { loss: hinge(), ...options });
}
