import { assertPositive, checkOptions } from '@latentkit/check';
import { normal } from '@latentkit/random';
import { sumFeatures } from '@latentkit/shared';
import { add, clone, mul, square, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import { checkedFamily } from '../checked.ts';
import type { Family } from '../family.ts';
import { realLine } from './supports.ts';

/** Options of {@link isotropicGaussian}. */
export interface IsotropicGaussianOptions {
  /** σ, in units of the data: the size of what the decoder need not explain. Default 1. */
  readonly standardDeviation?: number;
}

/**
 * Every feature is Gaussian around its parameter, all with the same known standard deviation. The smaller it is, the more a
 * reconstruction counts against the divergence of a VAE.
 *
 *   log N(x; m, σ² I) = −Σ [(x − m)² / (2 σ²) + log σ + ½ log 2π]      mean = m
 *
 * The constants are kept, so values for different σ compare, and a positive value is possible: it is a density. Gradients
 * pass through samples. Parameters and events are both `[batch, ...features]`.
 *
 * @throws RangeError unless the standard deviation is finite and above 0
 * @example
 * isotropicGaussian({ standardDeviation: 0.5 }).of(tensor2d([[0]])).logProb(tensor2d([[1]]));  // [-2.2258]
 */
export function isotropicGaussian(options: IsotropicGaussianOptions = {}): Family {
  const { standardDeviation = 1 } = checkOptions('isotropicGaussian', options, ['standardDeviation']);
  assertPositive('isotropicGaussian', 'standardDeviation', standardDeviation);
  return gaussianAround('isotropicGaussian', standardDeviation);
}

/** {@link isotropicGaussian} of another name, and with another constant, in nats for each feature. */
export function gaussianAround(
  name: string,
  standardDeviation: number,
  constant = Math.log(standardDeviation) + 0.5 * Math.log(2 * Math.PI),
): Family {
  return checkedFamily({
    name,
    support: realLine,
    takes: 'data',
    of: (centre, shape) => ({
      sample: (key) => add(centre, normal(key, shape, { standardDeviation })),
      logProb(x) {
        const scaled = mul(sub(x, centre), 1 / standardDeviation);
        const energy: Tensor1D = mul(sumFeatures(name, square(scaled)), -0.5);
        return constant === 0 ? energy : sub(energy, constant * (x.size / x.shape[0]!));
      },
      mean: () => clone(centre),
    }),
  });
}
