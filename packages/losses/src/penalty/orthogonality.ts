import { assertOneOf, assertTensor, checkOptions, show, showShape } from '@latentkit/check';
import {
  addN,
  eye,
  matMul,
  mul,
  reshape,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core';

/** Options of {@link orthogonality}. */
export interface OrthogonalityOptions {
  /**
   * Whether the lengths of the columns count too. Default true: columns of length 1 at right angles. With false only the
   * angles count, which leaves the lengths free, as BigGAN has it.
   */
  readonly lengths?: boolean;
}

/**
 * How far weights are from having columns of length 1 at right angles, which keep the lengths of what passes through.
 *
 *   Σ ‖WᵀW − I‖²                 over all W, each of shape [rows, columns]
 *   Σ ‖(WᵀW) ∘ (1 − I)‖²         with `lengths: false`
 *
 * The columns are the last axis, all others are the rows: the units of a dense layer, the filters of a convolution, the
 * input channels of a transposed one. More columns than rows cannot all be at right angles: the least value there is
 * columns − rows. It is 0 exactly for orthonormal columns, up to rounding.
 *
 * @param weights at least one, each `[...rows, columns]`; biases and other vectors have no columns and do not belong here
 * @param options which of the two
 * @returns a scalar
 * @throws RangeError for no weights at all or weights of fewer than two axes
 * @example
 * orthogonality([tensor2d([[1, 1], [0, 2]])]);  // 18
 * orthogonality([tensor2d([[1, 1], [0, 2]])], { lengths: false });  // 2
 * @see Brock et al., Large Scale GAN Training for High Fidelity Natural Image Synthesis, 2019, equations 2 and 3,
 * https://arxiv.org/abs/1809.11096; Brock et al., Neural Photo Editing with Introspective Adversarial Networks, 2017,
 * https://arxiv.org/abs/1609.07093, which takes absolute values instead of squares
 */
export function orthogonality(weights: readonly Tensor[], options: OrthogonalityOptions = {}): Scalar {
  const { lengths = true } = checkOptions('orthogonality', options, ['lengths']);
  assertOneOf('orthogonality', 'lengths', lengths, [false, true]);
  if (!Array.isArray(weights)) {
    throw new TypeError(`orthogonality: weights is ${show(weights)} but an array of tensors was expected.`);
  }
  if (weights.length === 0) throw new RangeError('orthogonality: weights is [] but at least one was expected.');
  for (const [i, weight] of weights.entries()) {
    assertTensor('orthogonality', `weights[${i}]`, weight);
    const { shape } = weight;
    if (shape.length < 2) {
      throw new RangeError(
        `orthogonality: weights[${i}] has shape ${showShape(shape)} but [...rows,columns] was expected.`,
      );
    }
  }
  return tidy(() =>
    addN(
      weights.map((weight) => {
        const columns = weight.shape.at(-1)!;
        const matrix = reshape(weight, [-1, columns]);
        const products = matMul(matrix, matrix, true, false);
        const identity = eye(columns);
        return sum<Scalar>(square(lengths ? sub(products, identity) : mul(products, sub(1, identity))));
      }),
    ),
  );
}
