import { assertInteger, assertKey, assertTensor, checkOptions, type Samples, showShape } from '@latentkit/check';
import type { Key } from '@latentkit/random';
import { matMul, reshape, type Scalar, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { withSampleSets } from '../withSampleSets.ts';
import { assertOrder } from './assertOrder.ts';
import { powerMean } from './powerMean.ts';
import { unitDirections } from './unitDirections.ts';
import { wassersteinOfRows } from './wassersteinOfRows.ts';

/** Options of {@link slicedWasserstein}: a key, or the directions themselves. */
export interface SlicedWassersteinOptions {
  /** Where random directions come from, uniform on the sphere. In training, a fresh one each step. */
  readonly key?: Key;
  /** How many random directions: at least 1. Default 64. */
  readonly projections?: number;
  /** Instead of a key: the directions, `[projections, d]`, of length 1 each. They are constants: no gradient. */
  readonly directions?: Tensor2D;
  /** p, the power of the distance that is moved: at least 1, finite. Default 2. */
  readonly order?: number;
}

/**
 * The sliced Wasserstein distance of two sets of points: their exact one-dimensional distance, seen along many directions.
 *
 *   SW_p = (1/L Σₗ W_p(θₗ·x, θₗ·y)ᵖ)^(1/p)      θₗ uniform on the unit sphere, l = 1 … L
 *
 * The distance itself, not its power p. It is differentiable by the samples, at the cost of sorting: O(L n log n). In
 * d dimensions a shift by c is seen as about |c| / √d. NaN among the samples gives NaN.
 *
 * @param x `[n, d]`
 * @param y `[m, d]`; n and m may differ
 * @returns a scalar, in units of the samples
 * @throws RangeError for other shapes, features that differ, no samples, no projections, an order below 1;
 *   TypeError unless there is a key or there are directions, not both
 * @example
 * slicedWasserstein(tensor2d([[0, 0], [1, 0]]), tensor2d([[0, 3], [1, 3]]), { directions: tensor2d([[0, 1]]) });  // 3
 * @see Bonneel et al., Sliced and Radon Wasserstein Barycenters of Measures, 2015. https://doi.org/10.1007/s10851-014-0506-3
 */
export function slicedWasserstein(x: Samples, y: Samples, options: SlicedWassersteinOptions): Scalar {
  const {
    key,
    directions,
    projections,
    order = 2,
  } = checkOptions('slicedWasserstein', options, ['key', 'directions', 'projections', 'order']);
  const caller = 'slicedWasserstein';
  assertOrder(caller, order);
  if ((key === undefined) === (directions === undefined)) {
    throw new TypeError(`${caller}: either key or directions was expected, but ${key ? 'both' : 'neither'} came.`);
  }
  if (directions !== undefined) {
    if (projections !== undefined) {
      throw new TypeError(`${caller}: projections is ${projections} but beside directions none was expected.`);
    }
    assertTensor(caller, 'directions', directions);
  } else {
    assertKey(caller, key);
  }
  const count = projections ?? 64;
  assertInteger(caller, 'projections', count);
  return withSampleSets(caller, { x, y }, 1, ({ x, y }) => {
    const size = x.shape[1];
    if (directions && (directions.rank !== 2 || directions.shape[0] < 1 || directions.shape[1] !== size)) {
      throw new RangeError(
        `${caller}: directions has shape ${showShape(directions.shape)} but [projections,${size}] was expected.`,
      );
    }
    return tidy(() => {
      const along = directions ?? unitDirections(key!, count, size);
      const distances = wassersteinAlong(along, x, y, order);
      return reshape(powerMean(reshape(distances, [1, -1]), order), []);
    });
  });
}

/** The distance along each direction: `[projections, d]`, `[n, d]`, `[m, d] -> [projections]`. */
export function wassersteinAlong(directions: Tensor2D, x: Tensor2D, y: Tensor2D, order: number): Tensor1D {
  const project = (points: Tensor2D): Tensor2D => matMul(directions, points, false, true);
  return wassersteinOfRows(project(x), project(y), order);
}
