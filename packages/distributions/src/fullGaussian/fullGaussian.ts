import { assertTensor, checkOptions, showShape } from '@latentkit/check';
import { normal } from '@latentkit/random';
import { diagonal, invertLower, sumFeatures } from '@latentkit/shared';
import {
  abs,
  add,
  clone,
  log,
  mul,
  square,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { checkedDistribution } from '../checked.ts';
import type { ClosedForms } from '../closedForms/closedForms.ts';
import type { Distribution } from '../distribution.ts';
import { bhattacharyya } from './bhattacharyya.ts';
import { kl } from './kl.ts';
import { squaredWasserstein2 } from './squaredWasserstein2.ts';
import { applyTo, lowerTriangle } from './triangular.ts';

/** The parameters of Gaussians with full covariances, N(μ, L Lᵀ). */
export interface FullGaussianParameters {
  /** μ, `[batch, dimensions]` */
  readonly mean: Tensor2D;
  /** L, lower triangular with a diagonal above 0, or 0 where singular, `[batch, dimensions, dimensions]`; nothing above the diagonal is read. */
  readonly factor: Tensor3D;
}

/** A batch of Gaussians with full covariances. */
export interface FullGaussian extends Distribution {
  /** What it is given by. */
  readonly parameters: FullGaussianParameters & Readonly<Record<string, Tensor>>;
}

const closedForms: ClosedForms<FullGaussian> = {
  family: 'fullGaussian',
  kl: (p, q) => kl(p.parameters, q.parameters),
  bhattacharyya: (p, q) => bhattacharyya(p.parameters, q.parameters),
  squaredWasserstein2: (p, q) => squaredWasserstein2(p.parameters, q.parameters),
};

/**
 * Gaussians with full covariances, N(μ, L Lᵀ).
 *
 *   log N(x; μ, L Lᵀ) = −½ ‖L⁻¹(x − μ)‖² − Σ log |Lᵢᵢ| − d/2 log 2π      sample = μ + L e,  e ~ N(0, I)
 *
 * The factor stands for the covariance because every L with a diagonal above 0 is one (a network can give it, and a
 * gradient step cannot make it invalid), because its condition number is the root of the covariance's, which is what
 * float32 can bear, and because it can be checked without reading it from the device. `choleskyFactor` gives it for a
 * covariance. Gradients pass through samples. Closed forms: KL, Jeffreys, Bhattacharyya, Hellinger, Wasserstein-2.
 *
 * A covariance may be singular, and its distribution lie on a plane, a line or a point: then the factor has 0 on its
 * diagonal, and only 0 below that, as Cholesky's algorithm leaves it; it can be sampled, but its log density is NaN. The
 * closed forms are then those on the support which the two share, and ∞ (1 of Hellinger's), with gradient 0, where they
 * have different ones. (Other factors of a singular covariance hide its rank. To all but `squaredWasserstein2` they share a
 * support with nothing but their equals.) Two supports are one where factors agree on them to 1e-5, and means to their
 * rounding.
 *
 * @param parameters `{ mean, factor }`, `[batch, d]` and `[batch, d, d]`; they stay the caller's
 * @returns the distributions, over `[batch, d]`
 * @throws TypeError unless float32 tensors, RangeError unless of such shapes
 * @example
 * const p = fullGaussian({ mean: tensor2d([[2, 0]]), factor: tensor3d([[[1, 0], [0, 1]]]) });
 * const q = fullGaussian({ mean: tensor2d([[0, 0]]), factor: tensor3d([[[1, 0], [1, 1]]]) });
 * kl(p, q);  // [4.5]
 * p.logProb(tensor2d([[2, 0]]));  // [-1.8379]
 */
export function fullGaussian(parameters: FullGaussianParameters): FullGaussian {
  const { mean, factor } = checkOptions('fullGaussian', parameters, ['mean', 'factor'], 'parameters');
  assertTensor('fullGaussian', 'parameters.mean', mean);
  assertTensor('fullGaussian', 'parameters.factor', factor);
  const shape = (mean as Tensor).shape;
  if (shape.length !== 2) {
    throw new RangeError(
      `fullGaussian: parameters.mean has shape ${showShape(shape)} but [batch,dimensions] was expected.`,
    );
  }
  const [batch, size] = shape as [number, number];
  if (factor.shape.join() !== `${batch},${size},${size}`) {
    throw new RangeError(
      `fullGaussian: parameters.factor has shape ${showShape(factor.shape)} but ${showShape([batch, size, size])} was expected.`,
    );
  }
  return {
    ...checkedDistribution('fullGaussian(parameters)', shape, {
      sample: (key) => add(mean, applyTo(lowerTriangle(factor), normal(key, shape) as Tensor2D)),
      logProb(x) {
        const z = applyTo(invertLower(factor), sub(x, mean) as Tensor2D);
        const terms = add(mul(square(z), 0.5), log(abs(diagonal(factor))));
        return sub(-0.5 * Math.log(2 * Math.PI) * size, sumFeatures('fullGaussian', terms));
      },
      mean: () => clone(mean),
    }),
    parameters: { mean, factor },
    closedForms,
  };
}
