import { assertInteger, checkOptions, type Samples } from '@latentkit/check';
import { nearestNeighbours } from '@latentkit/shared';
import { withSampleSets } from '../withSampleSets.ts';
import { readSamples } from './readSamples.ts';

/** Options of {@link nearestNeighbourKl}. */
export interface NearestNeighbourKlOptions {
  /** k, the neighbour to which distances are measured: more of them, less variance, more bias. Default 1, as published. */
  readonly neighbours?: number;
}

/**
 * The KL divergence of two densities of which there are only samples, from distances to nearest neighbours.
 *
 *   KL(p‖q) ≈ d/n Σᵢ log(νᵢ / ρᵢ) + log(m / (n − 1))
 *
 * with ρᵢ the distance from xᵢ to its k-th nearest among the other x, and νᵢ that to its k-th nearest among the y. It is
 * consistent, but can be negative, and needs very many samples in many dimensions. It is no loss: it has no gradient.
 * Distances are in float64, alike on every backend. They are computed in blocks: the memory is that of the samples and 16 MiB.
 *
 * It is meant for densities. Where x has one point more than k times, some ρᵢ is 0 and the answer is `Infinity`; where
 * none is, but y has a point of x k times (as when y is x), some νᵢ is 0 and the answer is `-Infinity`. Never NaN.
 *
 * @param x `[n, d]`, drawn from p
 * @param y `[m, d]`, drawn from q
 * @returns the estimate, in nats
 * @throws RangeError for other shapes, features that differ, samples that are NaN or infinite, or unless
 *   1 ≤ k ≤ n − 1 and k ≤ m; TypeError where k is no number
 * @example
 * await nearestNeighbourKl(tensor2d([[0], [1], [3]]), tensor2d([[-2], [5]]));  // 0.5973
 * @see Wang, Kulkarni & Verdú, Divergence Estimation for Multidimensional Densities via k-Nearest-Neighbor Distances, 2009,
 *   equation 14. https://doi.org/10.1109/TIT.2009.2016060
 * @see Pérez-Cruz, Kullback-Leibler Divergence Estimation of Continuous Distributions, 2008.
 *   https://doi.org/10.1109/ISIT.2008.4595271
 */
export async function nearestNeighbourKl(
  x: Samples,
  y: Samples,
  options: NearestNeighbourKlOptions = {},
): Promise<number> {
  const { neighbours = 1 } = checkOptions('nearestNeighbourKl', options, ['neighbours']);
  const caller = 'nearestNeighbourKl';
  assertInteger(caller, 'neighbours', neighbours);
  return withSampleSets(caller, { x, y }, 1, async ({ x, y }) => {
    const [n, d] = x.shape;
    const m = y.shape[0];
    if (neighbours > Math.min(n - 1, m)) {
      throw new RangeError(
        `${caller}: neighbours is ${neighbours} but x has ${n} samples and y has ${m}: at most ${Math.min(n - 1, m)} was expected.`,
      );
    }
    const [ofX, ofY] = await readSamples(caller, x, y);
    const own = (await nearestNeighbours(ofX, ofX, neighbours, { others: true })).squaredDistances;
    const other = (await nearestNeighbours(ofX, ofY, neighbours)).squaredDistances;
    let logRatios = 0;
    for (let i = 0, last = neighbours - 1; i < n; i++, last += neighbours) {
      if (own[last] === 0) return Number.POSITIVE_INFINITY;
      logRatios += Math.log(other[last]! / own[last]!) / 2;
    }
    return (d / n) * logRatios + Math.log(m / (n - 1));
  });
}
