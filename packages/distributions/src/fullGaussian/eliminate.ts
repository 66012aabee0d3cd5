import {
  add,
  concat,
  div,
  matMul,
  reshape,
  slice,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';

/**
 * Gaussian elimination of the first `steps` rows and columns of I + P, for symmetric P `[batch, n, n]`, keeping only what
 * exceeds I, so that nothing is lost where P is small.
 *
 * @returns `pivots`, `[batch, steps]`: log det(I + P) = Σ log(1 + pivot); and `rest`, P after it, whose corner beyond the
 * steps is the Schur complement
 */
export function eliminate(matrices: Tensor3D, steps: number): { pivots: Tensor2D; rest: Tensor3D } {
  const [batch, size] = matrices.shape;
  const pivots: Tensor[] = [];
  let rest = matrices;
  for (let step = 0; step < steps; step++) {
    const excess = slice(rest, [0, 0, step], [batch, size, 1]);
    const pivot = slice(excess, [0, step, 0], [batch, 1, 1]);
    pivots.push(pivot);
    rest = sub(rest, matMul(div(excess, add(pivot, 1)), excess, false, true));
  }
  return { pivots: reshape(concat(pivots, 1), [batch, steps]), rest };
}
