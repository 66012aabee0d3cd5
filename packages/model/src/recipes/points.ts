import { isotropicGaussian } from '@latentkit/distributions';
import { perceptron, silu } from '@latentkit/nn';
import type { AutoencoderArchitecture } from '../architecture.ts';

/**
 * Small networks for points in the plane: two hidden layers of 64 with SiLU, smooth enough to bend a line into a ring. With
 * them goes the likelihood `isotropicGaussian({ standardDeviation: 0.1 })`, for coordinates of any size.
 *
 * @example
 * const { likelihood } = points();
 */
export function points(): AutoencoderArchitecture {
  const recipe = (outputShape: readonly number[]) => perceptron([64, 64], outputShape, { activation: silu });
  return { encoder: recipe, decoder: recipe, likelihood: isotropicGaussian({ standardDeviation: 0.1 }) };
}
