import { assertSameShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';

/** A batch of Gaussians whose dimensions are independent, N(μ, diag σ²). */
export interface DiagonalGaussian {
  /** μ, `[batch, ...dimensions]` */
  readonly mean: Tensor;
  /** log σ², the same shape */
  readonly logVariance: Tensor;
}

/** @throws RangeError unless both have means and log variances of one shape. */
export function assertSameGaussians(caller: string, p: DiagonalGaussian, q: DiagonalGaussian): void {
  assertSameShape(caller, {
    'p.mean': p.mean,
    'p.logVariance': p.logVariance,
    'q.mean': q.mean,
    'q.logVariance': q.logVariance,
  });
}
