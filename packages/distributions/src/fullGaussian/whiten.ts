import { diagonal, invertLower, sumFeatures } from '@latentkit/shared';
import {
  abs,
  add,
  cast,
  expandDims,
  fill,
  greater,
  less,
  logicalAnd,
  logicalOr,
  matMul,
  mul,
  relu,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  where,
} from '@tensorflow/tfjs-core';
import type { FullGaussianParameters } from './fullGaussian.ts';
import { applyTo, lowerTriangle, plusDiagonal } from './triangular.ts';

// The least normal number of float32: a GPU takes what is smaller for 0, and it has no inverse.
const SMALLEST = 2 ** -126;

/**
 * Where p lies, and how it is stretched, in the coordinates in which q is N(0, I): there it is N(z, W Wᵀ).
 *
 * Of singular covariances, with 0 on the factor's diagonal, `apart` says which pairs have different supports. Where they
 * share one, 1 in place of 0 gives both N(0, 1) beside it, and what is returned is of the support alone.
 *
 * @returns z = L_q⁻¹(μₚ − μ_q), `[batch, d]`; `stretch` E = W − I = L_q⁻¹(Lₚ − L_q), lower triangular, `[batch, d, d]`,
 * exactly 0 where the covariances are equal; the diagonals of Lₚ and L_q, `[batch, d]`; `apart`, `[batch]`, bool
 */
export function whiten(p: FullGaussianParameters, q: FullGaussianParameters) {
  const [left, right] = [filled(p.factor), filled(q.factor)];
  const inverse = invertLower(right.factor);
  const shift = sub(p.mean, q.mean) as Tensor2D;
  const difference = lowerTriangle(sub(left.factor, right.factor));
  const [z, stretch] = [applyTo(inverse, shift), matMul(inverse, difference) as Tensor3D];

  // What of p leaves the support of q, beyond the rounding of factors and means. NaN is not above 0, and stays NaN.
  const sizes = abs(inverse);
  const extent = matMul(sizes, abs(lowerTriangle(add(abs(left.factor), abs(right.factor)))));
  const reach = add(mul(abs(shift), 1e-5), mul(add(abs(p.mean), abs(q.mean)), 2 ** -22)) as Tensor2D;
  const beside = add(
    mul(relu(sub(abs(stretch), mul(extent, 1e-5))), expandDims(right.flat, 2)),
    expandDims(mul(relu(sub(abs(z), applyTo(sizes, reach))), right.flat), 2),
  );
  const unlike = add(sumFeatures('', beside), sumFeatures('', abs(sub(left.flat, right.flat))));
  const unequal = add(sumFeatures('', abs(shift)), sumFeatures('', abs(difference)));
  const unclear = logicalAnd(greater(add(left.below, right.below), 0), greater(unequal, 0));
  const apart = logicalOr(greater(unlike, 0), unclear) as Tensor1D;

  const shared = mul(sub(1, right.flat), expandDims(sub(1, cast(apart, 'float32')), 1)) as Tensor2D;
  return {
    z: mul(z, shared) as Tensor2D,
    stretch: mul(stretch, expandDims(shared, 2)) as Tensor3D,
    diagonals: [diagonal(left.factor), diagonal(right.factor)] as const,
    apart,
  };
}

/** `values`, and ∞ where p and q are apart. */
export function unlessApart(apart: Tensor1D, values: Tensor): Tensor1D {
  return where(apart, fill(values.shape as [number], Number.POSITIVE_INFINITY), values) as Tensor1D;
}

/**
 * The factor with 1 in place of 0 on its diagonal, where that is (1 in `flat`), and what stands below it there, which is
 * 0 in the factor that Cholesky's algorithm gives: of another the rank is not what the diagonal says.
 */
function filled(factor: Tensor3D) {
  const flat = cast(less(abs(diagonal(factor)), SMALLEST), 'float32') as Tensor2D;
  const columns = mul(abs(lowerTriangle(factor)), expandDims(flat, 1));
  return { factor: plusDiagonal(factor, flat), flat, below: sumFeatures('', columns) };
}
