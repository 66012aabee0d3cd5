import { assertSameShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import { partsOf } from './partsOf.ts';

/** A batch of Gaussians whose dimensions are independent, N(μ, diag σ²). */
export interface DiagonalGaussian {
  /** μ, `[batch, ...dimensions]` */
  readonly mean: Tensor;
  /** log σ², the same shape; −∞ for a dimension without spread, a point */
  readonly logVariance: Tensor;
}

/** @throws TypeError unless both are Gaussians in float32, RangeError unless both have means and log variances of one shape. */
export function assertSameGaussians(caller: string, p: DiagonalGaussian, q: DiagonalGaussian): void {
  assertSameShape(caller, partsOf(caller, { p, q }, ['mean', 'logVariance']));
}
