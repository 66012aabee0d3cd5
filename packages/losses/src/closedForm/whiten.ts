import { matMul, sub, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { FullGaussian } from './fullGaussian.ts';
import { applyTo, invertLower, lowerTriangle } from './triangular.ts';

/**
 * Where p lies, and how it is stretched, in the coordinates in which q is N(0, I): there it is N(z, W Wᵀ).
 *
 * @returns z = L_q⁻¹(μₚ − μ_q), `[batch, d]`, and `stretch` E = W − I = L_q⁻¹(Lₚ − L_q), lower triangular, `[batch, d, d]`,
 * which is exactly 0 where the covariances are equal
 */
export function whiten(p: FullGaussian, q: FullGaussian): { z: Tensor2D; stretch: Tensor3D } {
  const inverse = invertLower(q.factor);
  return {
    z: applyTo(inverse, sub(p.mean, q.mean)),
    stretch: matMul(inverse, lowerTriangle(sub(p.factor, q.factor))),
  };
}
