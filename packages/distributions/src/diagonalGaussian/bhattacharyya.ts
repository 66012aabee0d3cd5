import { expExcess, preciseLog1p, sumFeatures } from '@latentkit/shared';
import {
  abs,
  add,
  div,
  exp,
  greaterEqual,
  lessEqual,
  mul,
  neg,
  sub,
  type Tensor,
  type Tensor1D,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { DiagonalGaussianParameters } from './diagonalGaussian.ts';
import { squaredDistance } from './squaredDistance.ts';
import { withPoints } from './withPoints.ts';

/** B(p, q) = Σ [¼ (μₚ − μ_q)²/(σₚ² + σ_q²) + ½ log((σₚ² + σ_q²) / (2 σₚ σ_q))] */
export function bhattacharyya(p: DiagonalGaussianParameters, q: DiagonalGaussianParameters): Tensor1D {
  return sumFeatures('bhattacharyya', withPoints(p, q, perDimension));
}

function perDimension(difference: Tensor, v: Tensor, w: Tensor): Tensor {
  const logRatio = sub(v, w);
  // σₚ² + σ_q² = larger (1 + smaller/larger), so that neither overflows. `where`, because the gradient of `maximum`
  // counts twice where they are equal.
  const first = greaterEqual(logRatio, 0);
  const larger = where(first, v, w);
  const sum = add(exp(where(first, neg(logRatio), logRatio)), 1);
  const distance = div(squaredDistance(difference, larger), mul(sum, 4));
  return add(distance, mul(logCosh(mul(logRatio, 0.5)), 0.5));
}

/** log cosh x: log(1 + (cosh x − 1)) near 0, and |x| − log 2 + log(1 + e^−2|x|) away from it, where cosh may overflow. */
function logCosh(x: Tensor): Tensor {
  const size = abs(x);
  const near = lessEqual(size, 1);
  const small = where(near, x, zerosLike(x));
  const excess = mul(add(expExcess(small), expExcess(neg(small))), 0.5);
  return where(near, preciseLog1p(excess), add(sub(size, Math.LN2), preciseLog1p(exp(mul(size, -2)))));
}
