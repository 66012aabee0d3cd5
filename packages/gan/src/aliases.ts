import { assertInteger, checkOptions } from '@latentkit/check';
import {
  addPenalties,
  gradientPenalty,
  hinge,
  leastSquares,
  r1,
  r2,
  relativisticPaired,
  wasserstein,
} from '@latentkit/losses';
import { adam, clipWeights, rmsProp } from '@latentkit/nn';
import { checkGan, ganOptionNames } from './checkGan.ts';
import { gan } from './gan.ts';
import type { Gan, GanArchitecture, GanOptions } from './model.ts';
import { spectrallyNormalizedFor } from './recipes/spectrallyNormalized.ts';
import { packing } from './views/packing.ts';

/**
 * WGAN-GP: the Wasserstein loss, a gradient penalty of weight 10, five steps of the critic for one of the generator, Adam
 * with learning rate 1e-4 and betas 0 and 0.9. Its critic must not use batch norm.
 *
 * @example
 * wganGp(pointsGan(), { shape: [2], latentSize: 16, seed: 1 }).sample(4, key(1)).shape; // [4, 2]
 *
 * Gulrajani et al., "Improved Training of Wasserstein GANs", 2017, https://arxiv.org/abs/1704.00028
 */
export function wganGp(architecture: GanArchitecture, options: GanOptions): Gan {
  checkGan('wganGp', architecture, options);
  const optimizer = adam({ learningRate: 1e-4, beta1: 0, beta2: 0.9 });
  return gan(architecture, {
    loss: wasserstein(),
    penalty: gradientPenalty(),
    criticSteps: 5,
    generatorOptimizer: optimizer,
    criticOptimizer: optimizer,
    ...options,
  });
}

/**
 * WGAN as first published: the Wasserstein loss, weights of the critic clipped to [−0.01, 0.01], five steps of the critic for
 * one of the generator, RMSProp with learning rate 5e-5. {@link wganGp} does better: clipping leaves the critic only simple
 * functions.
 *
 * @example
 * wgan(pointsGan(), { shape: [2], latentSize: 16, seed: 1 }).sample(4, key(1)).shape; // [4, 2]
 *
 * Arjovsky et al., "Wasserstein GAN", 2017, https://arxiv.org/abs/1701.07875
 */
export function wgan(architecture: GanArchitecture, options: GanOptions): Gan {
  checkGan('wgan', architecture, options);
  const optimizer = rmsProp({ learningRate: 5e-5 });
  return gan(architecture, {
    loss: wasserstein(),
    criticSteps: 5,
    generatorOptimizer: optimizer,
    criticOptimizer: clipWeights(0.01, optimizer),
    ...options,
  });
}

/**
 * LSGAN: squared distances of the critic's output to 1 for real and 0 for fake.
 *
 * @example
 * lsgan(pointsGan(), { shape: [2], latentSize: 16, seed: 1 }).sample(4, key(1)).shape; // [4, 2]
 *
 * Mao et al., "Least Squares Generative Adversarial Networks", 2017, https://arxiv.org/abs/1611.04076
 */
export function lsgan(architecture: GanArchitecture, options: GanOptions): Gan {
  checkGan('lsgan', architecture, options);
  return gan(architecture, { loss: leastSquares(), ...options });
}

/**
 * The hinge GAN of Lim & Ye and of SAGAN: the critic only learns from examples within its margin.
 *
 * @example
 * hingeGan(pointsGan(), { shape: [2], latentSize: 16, seed: 1 }).sample(4, key(1)).shape; // [4, 2]
 *
 * Lim & Ye, "Geometric GAN", 2017, https://arxiv.org/abs/1705.02894
 */
export function hingeGan(architecture: GanArchitecture, options: GanOptions): Gan {
  checkGan('hingeGan', architecture, options);
  return gan(architecture, { loss: hinge(), ...options });
}

/**
 * R3GAN: the relativistic pairing loss, made stable by a penalty on the critic's slope on both sides, R1 and R2 of weight 1;
 * Adam with learning rate 2e-4 and betas 0 and 0.99, samples from an average of the generator's weights. Its critic must not
 * use batch norm. The weight is what to tune: larger where it diverges, smaller where samples are poor.
 *
 * @example
 * r3gan(pointsGan(), { shape: [2], latentSize: 16, seed: 1 }).sample(4, key(1)).shape; // [4, 2]
 *
 * Huang et al., "The GAN is dead; long live the GAN! A Modern Baseline GAN", 2024, https://arxiv.org/abs/2501.05441
 */
export function r3gan(architecture: GanArchitecture, options: GanOptions): Gan {
  checkGan('r3gan', architecture, options);
  const optimizer = adam({ learningRate: 2e-4, beta1: 0, beta2: 0.99 });
  return gan(architecture, {
    loss: relativisticPaired(),
    penalty: addPenalties(r1({ weight: 1 }), r2({ weight: 1 })),
    averageDecay: 0.999,
    generatorOptimizer: optimizer,
    criticOptimizer: optimizer,
    ...options,
  });
}

/** The options of `pacgan`: those of `gan`, and how many examples the critic sees at once. */
export interface PacganOptions extends Omit<GanOptions, 'view'> {
  /** At least 2; batches are multiples of it. Default 2. */
  readonly pack?: number;
}

/**
 * PacGAN: the critic scores several examples at once, so that it sees where a generator gives few modes. See {@link packing}.
 *
 * @example
 * pacgan(pointsGan(), { shape: [2], latentSize: 16, seed: 1, pack: 4 }).sample(4, key(1)).shape; // [4, 2]
 *
 * Lin et al., "PacGAN: The power of two samples in generative adversarial networks", 2018, https://arxiv.org/abs/1712.04086
 */
export function pacgan(architecture: GanArchitecture, options: PacganOptions): Gan {
  const names = ganOptionNames.filter((name) => name !== 'view');
  const { pack = 2, ...others } = checkOptions('pacgan', options, [...names, 'pack']);
  assertInteger('pacgan', 'pack', pack, 2);
  checkGan('pacgan', architecture, others);
  return gan(architecture, { ...others, view: packing(pack) });
}

/**
 * SN-GAN: the hinge loss, a critic of spectrally normalised layers, samples from an average of the generator's weights.
 *
 * @throws TypeError where the critic is a network that is built already
 * @example
 * sngan(pointsGan(), { shape: [2], latentSize: 16, seed: 1 }).sample(4, key(1)).shape; // [4, 2]
 *
 * Miyato et al., "Spectral Normalization for Generative Adversarial Networks", 2018, https://arxiv.org/abs/1802.05957
 */
export function sngan(architecture: GanArchitecture, options: GanOptions): Gan {
  checkGan('sngan', architecture, options);
  return gan(spectrallyNormalizedFor('sngan', architecture), { loss: hinge(), averageDecay: 0.999, ...options });
}
