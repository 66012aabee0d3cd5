import { assertSameShape, assertTensor, showShape } from '@latentkit/check';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { partsOf } from './partsOf.ts';

/**
 * A batch of Gaussians with full covariances, N(μ, L Lᵀ).
 *
 * The factor stands for the covariance because every L with a diagonal above 0 is one (a network can give it, and a
 * gradient step cannot make it invalid), because its condition number is the root of the covariance's, which is what
 * float32 can bear, and because it can be checked without reading it from the device. `choleskyFactor` gives it for a
 * covariance.
 *
 * A covariance may be singular, and its distribution lie on a plane, a line or a point: then the factor has 0 on its
 * diagonal, and only 0 below that, as Cholesky's algorithm leaves it. (Other factors of a singular covariance hide its rank.
 * To all but `fullGaussianSquaredWasserstein` they share a support with nothing but their equals.) Two supports are one
 * where factors agree on them to 1e-5, and means to their rounding.
 */
export interface FullGaussian {
  /** μ, `[batch, dimensions]` */
  readonly mean: Tensor2D;
  /** L, lower triangular with a diagonal above 0, or 0 where singular, `[batch, dimensions, dimensions]`; nothing above the diagonal is read. */
  readonly factor: Tensor3D;
}

/** @throws TypeError unless both are Gaussians in float32, RangeError unless both have means `[batch, d]` and factors `[batch, d, d]` of the same batch and d. */
export function assertFullGaussians(caller: string, p: FullGaussian, q: FullGaussian): void {
  for (const [name, part] of Object.entries(partsOf(caller, { p, q }, ['mean', 'factor']))) {
    assertTensor(caller, name, part);
  }
  const { shape } = p.mean as Tensor;
  if (shape.length !== 2) {
    throw new RangeError(`${caller}: p.mean has shape ${showShape(shape)} but [batch,dimensions] was expected.`);
  }
  const [batch, size] = shape as [number, number];
  assertSameShape(caller, { 'p.mean': p.mean, 'q.mean': q.mean });
  for (const [name, { factor }] of Object.entries({ p, q })) {
    if (factor.shape.join() !== `${batch},${size},${size}`) {
      throw new RangeError(
        `${caller}: ${name}.factor has shape ${showShape(factor.shape)} but ${showShape([batch, size, size])} was expected.`,
      );
    }
  }
}
