import { assertShape } from '@latentkit/check';
import type { Shape } from '@latentkit/nn';
import { normal } from '@latentkit/random';
import { sumFeatures } from '@latentkit/shared';
import { mul, square, sub, type Tensor1D, zeros } from '@tensorflow/tfjs-core';
import { type DiagonalGaussian, diagonalGaussianBy } from './diagonalGaussian.ts';

/**
 * The standard Gaussian N(0, I), the prior of a VAE: a `diagonalGaussian` of zeros.
 *
 *   log N(x; 0, I) = −½ Σ [x² + log 2π]
 *
 * @param shape of its events with the batch, `[batch, ...dimensions]`
 * @returns the distributions; holds no tensor
 * @throws TypeError unless a shape
 * @example
 * standardNormal([1, 2]).logProb(tensor2d([[0, 1]]));  // [-2.3379]
 * standardNormal([3, 2]).sample(key(1)).shape;  // [3, 2]
 */
export function standardNormal(shape: Shape): DiagonalGaussian {
  assertShape('standardNormal', 'shape', shape);
  if (shape.length === 0) throw new RangeError('standardNormal: shape is [] but [batch,...dimensions] was expected.');
  const none = () => zeros([...shape]);
  return diagonalGaussianBy('standardNormal(shape)', shape, () => ({ mean: none(), logVariance: none() }), {
    sample: (key) => normal(key, shape),
    logProb(x) {
      const energy: Tensor1D = mul(sumFeatures('standardNormal', square(x)), -0.5);
      return sub(energy, (0.5 * Math.log(2 * Math.PI) * x.size) / x.shape[0]!);
    },
    mean: none,
  });
}
