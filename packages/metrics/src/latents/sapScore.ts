import { assertTensor } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import { assertFactors, columnOf, meanGap, meanOf, readNumbers, varianceOf } from '../readNumbers.ts';

/**
 * The separated attribute predictability (SAP) of factors that are numbers: how much better a line predicts a factor from
 * the best latent than from the second best.
 *
 *   SAP = 1/V Σ_v (R²(z_first, v) − R²(z_second, v)),   R² = Cov(z, v)² / (Var z · Var v), 0 for a latent that is constant
 *
 * @param latents of examples, `[n, latents]`, at least 2 of them: `model.encode(data)`
 * @param factors of the same examples, `[n, factors]`, float32: angles, sizes, positions
 * @returns the score, from 0 to 1
 * @throws TypeError, RangeError unless factors are of the same examples, and each has two values at least
 * @example
 * await sapScore(tensor2d([[0, 1], [1, -1], [2, 1]]), tensor2d([[1], [3], [5]])); // 1
 *
 * Kumar, Sattigeri & Balakrishnan, "Variational Inference of Disentangled Latent Concepts from Unlabeled Observations",
 * 2018, https://arxiv.org/abs/1711.00848
 */
export async function sapScore(latents: Tensor, factors: Tensor): Promise<number> {
  assertTensor('sapScore', 'latents', latents);
  assertTensor('sapScore', 'factors', factors);
  assertFactors('sapScore', latents, factors);
  const [z, v] = await Promise.all([
    readNumbers('sapScore', 'latents', latents),
    readNumbers('sapScore', 'factors', factors),
  ]);
  const [width, count] = [latents.shape[1]!, factors.shape[1]!];
  const units = Array.from({ length: width }, (_, i) => columnOf(z, width, i));
  return meanGap(
    Array.from({ length: count }, (_, j) => {
      const values = columnOf(v, count, j);
      const spread = varianceOf(values);
      if (spread === 0)
        throw new RangeError(`sapScore: factors has one value alone in column ${j} but two were expected.`);
      return units.map((unit) => {
        const product = varianceOf(unit) * spread;
        return product === 0 ? 0 : covarianceOf(unit, values) ** 2 / product;
      });
    }),
  );
}

function covarianceOf(a: Float64Array, b: Float64Array): number {
  const [m, n] = [meanOf(a), meanOf(b)];
  return a.reduce((sum, x, i) => sum + (x - m) * (b[i]! - n), 0) / a.length;
}
