import type { Tensor } from '@tensorflow/tfjs-core';
import { readFeatures } from './readSamples.ts';

/**
 * The Vendi score: how many different samples there are, in effect. It needs no data: samples that are all alike score 1, however
 * good they are.
 *
 *   exp(−Σ λ ln λ),   λ the eigenvalues of K / n, Kᵢⱼ the cosine of the features of samples i and j
 *
 * Computed in float64; the work is n d² + d³ for d features.
 *
 * @param features of samples, `[n, ...features]`, at least 1; none all 0
 * @returns from 1, all of one direction, to the number of samples, or of features where those are fewer
 * @throws TypeError, RangeError for another shape, a number that is not finite, and features that have no direction
 * @example
 * await vendiScore(tensor2d([[1, 0], [2, 0], [0, 1], [0, 3]])); // 2
 *
 * Friedman & Dieng, "The Vendi Score: A Diversity Evaluation Metric for Machine Learning", 2023, https://arxiv.org/abs/2210.02410
 */
export async function vendiScore(features: Tensor): Promise<number> {
  const { values, count, size } = await readFeatures('vendiScore', 'features', features, 1);
  // Loaded by those who need it.
  const { EigenvalueDecomposition, Matrix } = await import('ml-matrix');
  const rows = Matrix.from1DArray(count, size, Array.from(values));
  for (let i = 0; i < count; i++) {
    const length = rows.getRowVector(i).norm();
    if (length === 0) {
      throw new RangeError(
        `vendiScore: features is all 0 at example ${i} but a number other than 0 was expected in each.`,
      );
    }
    rows.mulRow(i, 1 / length);
  }
  // The eigenvalues of X Xᵀ that are not 0 are those of Xᵀ X, which is smaller, or the other way round.
  const transposed = rows.transpose();
  const product = count < size ? rows.mmul(transposed) : transposed.mmul(rows);
  const { realEigenvalues } = new EigenvalueDecomposition(product.div(count), { assumeSymmetric: true });
  return Math.exp(realEigenvalues.reduce((sum, x) => (x > 0 ? sum - x * Math.log(x) : sum), 0));
}
