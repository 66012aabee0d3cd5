import { assertTensor, checkOptions, showShape } from '@latentkit/check';
import { reshape, type Scalar, type Tensor, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { assertOrder } from './assertOrder.ts';
import { wassersteinOfRows } from './wassersteinOfRows.ts';

/** Options of {@link wasserstein1d}. */
export interface Wasserstein1dOptions {
  /** p, the power of the distance that is moved: at least 1, finite. Default 1. */
  readonly order?: number;
}

/**
 * The Wasserstein distance of two sets of numbers, exact: how far mass has to be moved, at least, to make one of the other.
 *
 *   W_p = (∫₀¹ |F⁻¹(u) − G⁻¹(u)|ᵖ du)^(1/p)      F⁻¹, G⁻¹ are the quantile functions: the samples in order
 *
 * The distance itself, not its power p. It is differentiable by the samples; where the two sets are equal its gradient is
 * taken to be 0. Samples of unequal number are compared on the n + m pieces where both quantile functions are constant.
 * NaN among the samples gives NaN: nothing is read back to look for it.
 *
 * @param x `[n]`, or `[batch, n]` for many sets at once
 * @param y `[m]`, or `[batch, m]`; n and m may differ
 * @returns a scalar, or `[batch]`; in units of the samples
 * @throws RangeError for other shapes, unequal batches, no samples, an order below 1; TypeError for one that is no number
 * @example
 * wasserstein1d(tensor1d([0, 1]), tensor1d([5, 6]));               // 5
 * wasserstein1d(tensor1d([0, 2]), tensor1d([1]), { order: 2 });    // 1
 * @see Peyré & Cuturi, Computational Optimal Transport, 2019, remark 2.30. https://arxiv.org/abs/1803.00567
 */
export function wasserstein1d(x: Tensor1D, y: Tensor1D, options?: Wasserstein1dOptions): Scalar;
export function wasserstein1d(x: Tensor2D, y: Tensor2D, options?: Wasserstein1dOptions): Tensor1D;
export function wasserstein1d(x: Tensor, y: Tensor, options: Wasserstein1dOptions = {}): Tensor {
  const { order = 1 } = checkOptions('wasserstein1d', options, ['order']);
  assertOrder('wasserstein1d', order);
  for (const [name, set] of Object.entries({ x, y })) {
    assertTensor('wasserstein1d', name, set);
    const { rank, shape } = set;
    if (rank < 1 || rank > 2 || shape.at(-1) === 0) {
      throw new RangeError(
        `wasserstein1d: ${name} has shape ${showShape(shape)} but [samples] or [batch,samples] was expected, with at least one sample.`,
      );
    }
  }
  const batch = x.shape.slice(0, -1);
  if (x.rank !== y.rank || (x.rank === 2 && batch[0] !== y.shape[0])) {
    throw new RangeError(
      `wasserstein1d: x has shape ${showShape(x.shape)} but y has shape ${showShape(y.shape)}: only their number of samples may differ.`,
    );
  }
  return tidy(() => {
    const [rowsOfX, rowsOfY] = [x, y].map((set) => reshape(set, [batch[0] ?? 1, set.shape.at(-1)!]) as Tensor2D);
    return reshape(wassersteinOfRows(rowsOfX!, rowsOfY!, order), batch);
  });
}
