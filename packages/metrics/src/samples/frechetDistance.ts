import type { HostPoints } from '@latentkit/shared';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Matrix } from 'ml-matrix';
import { readSampleSets } from './readSamples.ts';

/** How far two sets of features are apart, as Gaussians. */
export interface FrechetDistance {
  /** The squared distance, in squared units of the features; at least 0. */
  readonly value: number;
  /** Whether a set has no more examples than features, so that its covariance is singular and the value is too large. */
  readonly isBiased: boolean;
}

/**
 * The Fréchet distance (FID, where features are those of Inception): the squared 2-Wasserstein distance of two Gaussians
 * with the means and covariances of the features.
 *
 *   ‖μ₁ − μ₂‖² + tr Σ₁ + tr Σ₂ − 2 tr (Σ₁ Σ₂)^½
 *
 * Covariances are those over n − 1. It falls with the number of examples, so compare values of equal numbers alone. Computed
 * in float64; the work is n d² + d³ for d features.
 *
 * @param real features of real examples, `[n, ...features]`, at least 2
 * @param generated features of generated ones, `[m, ...features]`, at least 2
 * @returns the value, and whether there are too few examples for these features
 * @throws TypeError, RangeError for other shapes, fewer than 2 examples, and a number that is not finite
 * @example
 * const { value } = await frechetDistance(tensor2d([[0], [2]]), tensor2d([[4], [8]])); // 27: 25, and (√2 − √8)² = 2
 *
 * Heusel et al., "GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium", 2017,
 * https://arxiv.org/abs/1706.08500
 */
export async function frechetDistance(real: Tensor, generated: Tensor): Promise<FrechetDistance> {
  const sets = await readSampleSets('frechetDistance', real, generated, 2);
  // Loaded by those who need it.
  const algebra = await import('ml-matrix');
  const [first, second] = [momentsOf(sets.real, algebra), momentsOf(sets.generated, algebra)];
  const shift = first.mean.reduce((sum, x, i) => sum + (x - second.mean[i]!) ** 2, 0);
  const traces = first.covariance.trace() + second.covariance.trace();
  const value = shift + traces - 2 * traceOfRoot(first.covariance, second.covariance, algebra);
  return { value: Math.max(0, value), isBiased: Math.min(sets.real.count, sets.generated.count) <= sets.real.size };
}

type Algebra = typeof import('ml-matrix');

function momentsOf(
  { values, count, size }: HostPoints,
  { Matrix }: Algebra,
): { mean: Float64Array; covariance: Matrix } {
  const mean = new Float64Array(size);
  for (const [i, value] of values.entries()) mean[i % size]! += value / count;
  const covariance = Matrix.zeros(size, size);
  const sums = Array.from({ length: size }, () => new Float64Array(size));
  const centered = new Float64Array(size);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < size; i++) centered[i] = values[row * size + i]! - mean[i]!;
    for (let i = 0; i < size; i++) {
      const [sum, factor] = [sums[i]!, centered[i]!];
      for (let j = 0; j <= i; j++) sum[j]! += factor * centered[j]!;
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const entry = sums[i]![j]! / (count - 1);
      covariance.set(i, j, entry);
      covariance.set(j, i, entry);
    }
  }
  return { mean, covariance };
}

/** tr (A B)^½ of positive semidefinite matrices: the roots of the eigenvalues of A^½ B A^½, which is symmetric. */
function traceOfRoot(a: Matrix, b: Matrix, { EigenvalueDecomposition }: Algebra): number {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(a, { assumeSymmetric: true });
  const root = eigenvectorMatrix.mulRowVector(realEigenvalues.map((x) => Math.sqrt(Math.max(0, x))));
  const product = root.transpose().mmul(b).mmul(root);
  const eigenvalues = new EigenvalueDecomposition(product, { assumeSymmetric: true }).realEigenvalues;
  return eigenvalues.reduce((sum, x) => sum + Math.sqrt(Math.max(0, x)), 0);
}
