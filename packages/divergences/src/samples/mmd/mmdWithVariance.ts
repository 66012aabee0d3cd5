import { assertInteger, assertMethods, checkOptions, type Samples } from '@latentkit/check';
import { withoutDiagonal } from '@latentkit/shared';
import {
  add,
  addN,
  concat,
  mean,
  moments,
  mul,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Kernel } from '../kernels/kernel.ts';
import { runs, take } from '../pairwise/tiles.ts';
import { withSampleSets } from '../withSampleSets.ts';
import type { MmdOptions } from './mmd.ts';

/** What {@link mmdWithVariance} gives. */
export type MmdWithVariance = {
  /** The unbiased estimate of the squared maximum mean discrepancy, that of {@link mmd}. */
  readonly value: Scalar;
  /** An estimate of its variance over samples of these sizes; it may be below 0 where they are few. */
  readonly variance: Scalar;
};

/**
 * The unbiased {@link mmd} of two samples with its variance: is what was found more than chance? Under equal
 * distributions the value is not normal, so test by permutation; under different ones √variance is its standard error.
 *
 * The variance is that of Hoeffding's decomposition, the first and the second order of it, for any two sample sizes:
 *
 *   4/n Var a + 4/m Var b − 2/(n−1)(n−2) Vxx − 2/(m−1)(m−2) Vyy − 4/nm Vxy
 *
 * where aᵢ = 1/(n−2) Σ over i′ ≠ i of k(xᵢ, xᵢ′) − 1/m Σⱼ k(xᵢ, yⱼ), bⱼ likewise, and Var is the sample variance, which
 * counts the second order twice. V are the mean squares of k less the means of its rows and columns, over as many
 * numbers as are left free by these: n(n−3), m(m−3), (n−1)(m−1). Its bias is of the order 1/n³.
 *
 * The estimate of Sutherland et al. (2017) comes to about half of this under equal distributions, which is too small.
 *
 * Its memory is bounded by blocks; if you differentiate it, it is not.
 *
 * @param x `[n, features]`
 * @param y `[m, features]`
 * @param kernel how alike two samples are
 * @returns the value and its variance, a number each
 * @throws RangeError where the shapes are not as said or a sample has fewer than 4
 * @throws TypeError where the samples are not float32 or the kernel is none
 * @example
 * const x = tensor2d([[0], [1], [2], [3]]);
 * mmdWithVariance(x, add(x, 10), { of: (x, y) => matMul(x, y, false, true) }).value;  // 99.1667
 * @see Sutherland, Deka, Unbiased estimators for the variance of MMD estimators, 2019. https://arxiv.org/abs/1906.02104
 */
export function mmdWithVariance(
  x: Samples,
  y: Samples,
  kernel: Kernel,
  options: Omit<MmdOptions, 'estimate'> = {},
): MmdWithVariance {
  const { blockSize = 1024 } = checkOptions('mmdWithVariance', options, ['blockSize']);
  assertMethods('mmdWithVariance', 'kernel', kernel, ['of']);
  assertInteger('mmdWithVariance', 'blockSize', blockSize);
  return withSampleSets('mmdWithVariance', { x, y }, 4, ({ x, y }) =>
    tidy(() => {
      const [n, m] = [x.shape[0], y.shape[0]];
      const xx = meansOf(x, x, kernel, blockSize, n - 1);
      const yy = meansOf(y, y, kernel, blockSize, m - 1);
      const xy = meansOf(x, y, kernel, blockSize, m);
      const yx = meansOf(y, x, kernel, blockSize, n);
      const value = sub(add(mean(xx.rows), mean(yy.rows)), mul(mean(xy.rows), 2)) as Scalar;
      const variance = addN([
        mul(sampleVariance(sub(mul(xx.rows, (n - 1) / (n - 2)), xy.rows)), 4 / n),
        mul(sampleVariance(sub(mul(yy.rows, (m - 1) / (m - 2)), yx.rows)), 4 / m),
        mul(ownSecondOrder(xx), -2 / ((n - 1) * (n - 2))),
        mul(ownSecondOrder(yy), -2 / ((m - 1) * (m - 2))),
        mul(secondOrder(xy, yx.rows), -4 / (n * m)),
      ]) as Scalar;
      return { value, variance };
    }),
  );
}

/** Of a kernel's matrix: the mean of each row, and of the squares of all. */
interface Means {
  readonly rows: Tensor1D;
  readonly square: Tensor;
}

/**
 * The mean of each row of the kernel's matrix and the mean of all its squares, `count` numbers a row: the diagonal of a
 * matrix of x with itself is left out.
 */
function meansOf(x: Tensor2D, y: Tensor2D, { of }: Kernel, size: number, count: number): Means {
  const own = x === y;
  const parts = runs(x.shape[0], size).map((rows) =>
    tidy(() => {
      const part = take(x, rows);
      const tiles = runs(y.shape[0], size).map((columns) =>
        tidy(() => {
          const diagonal = own && rows[0] === columns[0];
          const tile = diagonal ? withoutDiagonal(of(part, part)) : of(part, take(y, columns));
          return [sum(tile, 1), sum(square(tile))] as [Tensor1D, Scalar];
        }),
      );
      return [addN(tiles.map(([row]) => row)), addN(tiles.map(([, squares]) => squares))] as [Tensor1D, Scalar];
    }),
  );
  return {
    rows: mul(concat(parts.map(([rows]) => rows)), 1 / count) as Tensor1D,
    square: mul(addN(parts.map(([, squares]) => squares)), 1 / (x.shape[0] * count)),
  };
}

/** With the divisor n − 1. */
function sampleVariance(x: Tensor): Tensor {
  return mul(moments(x).variance, x.size / (x.size - 1));
}

/** V of x with y: E k² − E(k)² − Var of the means of rows − that of columns, for the numbers that are free. */
function secondOrder({ rows, square: squares }: Means, columns: Tensor1D): Tensor {
  const [n, m] = [rows.size, columns.size];
  const deviations = add(moments(rows).variance, moments(columns).variance);
  return mul(sub(sub(squares, square(mean(rows))), deviations), (n * m) / ((n - 1) * (m - 1)));
}

/** V of x with itself likewise, where the diagonal is left out. */
function ownSecondOrder({ rows, square: squares }: Means): Tensor {
  const deviations = mul(sampleVariance(rows), 2);
  return mul(sub(sub(squares, square(mean(rows))), deviations), (rows.size - 1) / (rows.size - 3));
}
