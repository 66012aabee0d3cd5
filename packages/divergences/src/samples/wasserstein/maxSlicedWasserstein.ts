import { assertInteger, assertKey, checkOptions, type Samples } from '@latentkit/check';
import type { Key } from '@latentkit/random';
import { reshape, type Scalar, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { withSampleSets } from '../withSampleSets.ts';
import { assertOrder } from './assertOrder.ts';
import { furthestDirection } from './furthestDirection.ts';
import { wassersteinAlong } from './slicedWasserstein.ts';

/** How {@link maxSlicedWasserstein} looks for the direction. */
export interface MaxSlicedWassersteinOptions {
  /** Where the random directions come from, the best of which is the start. */
  readonly key: Key;
  /** How many of those: at least 1. Default 64. */
  readonly projections?: number;
  /** How many steps of gradient ascent from there: at least 0. Default 20. */
  readonly iterations?: number;
  /** p, the power of the distance that is moved: at least 1, finite. Default 2. */
  readonly order?: number;
}

/** The distance, and where it is seen. */
export interface MaxSlicedWasserstein {
  /** In units of the samples. */
  readonly value: Scalar;
  /** `[d]`, of length 1; a constant, without gradient. */
  readonly direction: Tensor1D;
}

/**
 * The max-sliced Wasserstein distance of two sets of points: the one-dimensional distance along the direction that shows
 * most of it.
 *
 *   max_θ W_p(θ·x, θ·y),  ‖θ‖ = 1
 *
 * The direction is found by gradient ascent on the sphere, each step taken only if it leads up. There can be several
 * summits, so the value is the exact distance along the direction returned, and a lower bound of the maximum. It is
 * differentiable by the samples, the direction held fixed, as published: the gradient of the maximum, unless samples change
 * places just there. NaN among the samples gives NaN.
 *
 * @param x `[n, d]`
 * @param y `[m, d]`; n and m may differ
 * @returns the distance, a scalar, and the direction, `[d]`
 * @throws RangeError for other shapes, features that differ, no samples, no projections, iterations below 0, an order
 *   below 1
 * @example
 * maxSlicedWasserstein(tensor2d([[0, 0], [1, 0]]), tensor2d([[0, 3], [1, 3]]), { key: key(0) }).value;  // 3
 * @see Deshpande et al., Max-Sliced Wasserstein Distance and its Use for GANs, 2019. https://arxiv.org/abs/1904.05877
 */
export function maxSlicedWasserstein(
  x: Samples,
  y: Samples,
  options: MaxSlicedWassersteinOptions,
): MaxSlicedWasserstein {
  const {
    key,
    projections = 64,
    iterations = 20,
    order = 2,
  } = checkOptions('maxSlicedWasserstein', options, ['key', 'projections', 'iterations', 'order']);
  const caller = 'maxSlicedWasserstein';
  assertKey(caller, key);
  assertInteger(caller, 'projections', projections);
  assertInteger(caller, 'iterations', iterations, 0);
  assertOrder(caller, order);
  return withSampleSets(caller, { x, y }, 1, ({ x, y }) =>
    tidy(() => {
      const direction = furthestDirection(x, y, { key, projections, iterations, order });
      return {
        value: reshape(wassersteinAlong(direction, x, y, order), []) as Scalar,
        direction: reshape(direction, [-1]) as Tensor1D,
      };
    }),
  );
}
