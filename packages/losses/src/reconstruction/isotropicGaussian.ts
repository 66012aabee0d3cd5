import { assertPositive, assertSameShape, assertTensor, checkOptions } from '@latentkit/check';
import { add, clone, mul, square, sub, tidy } from '@tensorflow/tfjs-core';
import { sumFeatures } from '../sumFeatures.ts';
import type { Likelihood } from './likelihood.ts';
import { parameterShapeOf } from './outputParameters.ts';
import { realLine } from './supports.ts';

/** What {@link isotropicGaussian} may be told. */
export interface IsotropicGaussianOptions {
  /** σ, in units of the data: the size of what the decoder need not explain. Default 1. */
  readonly standardDeviation?: number;
}

/**
 * Every feature is Gaussian around the decoder's output, all with the same known standard deviation. The smaller it
 * is, the more a reconstruction counts against the divergence of a VAE.
 *
 *   −log N(t; m, σ² I) = Σ [(t − m)² / (2 σ²) + log σ + ½ log 2π]      mean = m
 *
 * The constants are kept, so values for different σ compare, and a negative value is possible: it is a density.
 *
 * @throws RangeError unless the standard deviation is finite and above 0
 * @example
 * isotropicGaussian({ standardDeviation: 0.5 }).negativeLogLikelihood(tensor2d([[0]]), tensor2d([[1]]));  // [2.2258]
 */
export function isotropicGaussian(options: IsotropicGaussianOptions = {}): Likelihood {
  const { standardDeviation = 1 } = checkOptions('isotropicGaussian', options, ['standardDeviation']);
  assertPositive('isotropicGaussian', 'standardDeviation', standardDeviation);
  return gaussianAround('isotropicGaussian', standardDeviation);
}

/** {@link isotropicGaussian} for a caller of another name. */
export function gaussianAround(caller: string, standardDeviation: number): Likelihood {
  const constant = Math.log(standardDeviation) + 0.5 * Math.log(2 * Math.PI);
  return {
    name: caller,
    support: realLine,
    takes: 'data',
    parameterShape: parameterShapeOf(caller, 1),
    negativeLogLikelihood(output, target) {
      assertSameShape(`${caller}.negativeLogLikelihood`, { output, target });
      return tidy(() => {
        const scaled = mul(sub(target, output), 1 / standardDeviation);
        const energy = mul(sumFeatures(caller, square(scaled)), 0.5);
        return add(energy, constant * (output.size / output.shape[0]!));
      });
    },
    mean(output) {
      assertTensor(`${caller}.mean`, 'output', output);
      return clone(output);
    },
  };
}
