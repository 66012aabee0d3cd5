import { assertNotNegative, assertPositive, checkOptions } from '@latentkit/check';
import { add, mul, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { assertDivergence } from './assertDivergence.ts';
import { assertMasses, assertRows } from './assertMasses.ts';
import type { FDivergence } from './fDivergence.ts';
import { sumOfTerms } from './sumOfTerms.ts';

/** The grid of {@link quadrature}. */
export interface QuadratureOptions {
  /** The length of a cell of the grid, above 0; in the plane its area. */
  readonly spacing: number;
  /** How far from 1 the mass on the grid may be, at least 0. Default 0.01. */
  readonly tolerance?: number;
}

/**
 * The f-divergence of two densities, known on an even grid that covers both.
 *
 *   D(P ‖ Q) = ∫ q f(p / q) ≈ spacing · Σ q f(p / q)
 *
 * For smooth densities that vanish at the ends of the grid the error falls faster than any power of the spacing; with the
 * kink of {@link totalVariation} it falls with its square. A tail that rounds to 0 in float32, below 1e-38, counts as
 * outside of the support, so that KL and its like may be Infinity: end the grid before that.
 *
 * @param divergence such as {@link forwardKl}
 * @param p `[batch, points]`, densities, not negative; a grid in the plane in one row
 * @param q the same shape, likewise
 * @returns `[batch]`, in nats where f has a logarithm
 * @throws RangeError (the promise is rejected) where the shapes differ or are not `[batch, points]`, a value is negative,
 *   infinite or NaN, the spacing is not above 0, or a row holds another mass than 1: the grid is too narrow or too coarse
 * @example
 * const uniform = tensor2d([[0.5, 0.5, 0.5, 0.5]]); // on [0, 2]
 * const triangle = tensor2d([[0.25, 0.75, 0.75, 0.25]]);
 * await quadrature(totalVariation, uniform, triangle, { spacing: 0.5 });  // [0.25]
 */
export async function quadrature(
  divergence: FDivergence,
  p: Tensor2D,
  q: Tensor2D,
  options: QuadratureOptions,
): Promise<Tensor1D> {
  const { spacing, tolerance = 0.01 } = checkOptions('quadrature', options, ['spacing', 'tolerance']);
  assertDivergence('quadrature', divergence);
  assertRows('quadrature', { p, q });
  assertPositive('quadrature', 'spacing', spacing);
  assertNotNegative('quadrature', 'tolerance', tolerance);
  await assertMasses('quadrature', { p, q }, { unit: spacing, tolerance });
  return tidy(() => add<Tensor1D>(mul(sumOfTerms(divergence, p, q), spacing), divergence.minimum));
}
