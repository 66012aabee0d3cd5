import { assertInteger, assertKey, checkOptions } from '@latentkit/check';
import { type Key, uniformValues } from '@latentkit/random';
import { type HostPoints, kMeans, makePause, nearestNeighbours } from '@latentkit/shared';
import type { Tensor } from '@tensorflow/tfjs-core';
import { readSampleSets } from './readSamples.ts';

/** Options of {@link statisticallyDifferentBins}. */
export interface DifferentBinsOptions {
  /** Where the seeds of the clusters come from. */
  readonly key: Key;
  /** How many bins, at least 2, and at most as many as there are real examples. Default 100. */
  readonly bins?: number;
}

/** How the two sets fall into the bins. */
export interface DifferentBins {
  /** The share of bins in which the two sets differ by more than chance, from 0 to 1: about 0.05 for equal distributions. */
  readonly share: number;
  /** The share of the real examples in each bin less that of the generated ones: where samples lack, it is above 0. */
  readonly differences: Float64Array;
}

/** Beyond it lies a twentieth of N(0, 1), on both sides together. */
const SIGNIFICANT = 1.959964;

/**
 * NDB/K, the share of statistically different bins: real examples are clustered by k-means, and in each cluster the shares of
 * real and of generated examples are compared by a test of two proportions at the level 0.05. It shows which kinds of examples
 * samples lack or have too many of.
 *
 *   |p − q| > 1.96 √(r (1 − r) (1/n + 1/m)),   r = (n p + m q) / (n + m)
 *
 * @param real features of real examples, `[n, ...features]`
 * @param generated features of generated ones, `[m, ...features]`
 * @param options the key; how many bins
 * @returns the share, and the differences bin by bin
 * @throws TypeError, RangeError for other shapes, a number that is not finite, more bins than real examples, and an option that
 *   is not as said
 * @example
 * const [real, generated] = [tensor2d([0, 0, 0, 9, 9, 9], [6, 1]), tensor2d([0, 0, 0, 0, 0, 0], [6, 1])];
 * const { share } = await statisticallyDifferentBins(real, generated, { key: key(0), bins: 2 }); // 1
 *
 * Richardson & Weiss, "On GANs and GMMs", 2018, https://arxiv.org/abs/1805.12462
 */
export async function statisticallyDifferentBins(
  real: Tensor,
  generated: Tensor,
  options: DifferentBinsOptions,
): Promise<DifferentBins> {
  const { key, bins = 100 } = checkOptions('statisticallyDifferentBins', options, ['key', 'bins']);
  assertKey('statisticallyDifferentBins', key);
  assertInteger('statisticallyDifferentBins', 'bins', bins, 2);
  const sets = await readSampleSets('statisticallyDifferentBins', real, generated, 1);
  const [n, m] = [sets.real.count, sets.generated.count];
  if (bins > n) {
    throw new RangeError(
      `statisticallyDifferentBins: bins is ${bins} but at most ${n}, the number of real examples, was expected.`,
    );
  }
  const { means, nearest } = await kMeans(sets.real, uniformValues(key, bins), makePause());
  const centers: HostPoints = { values: Float32Array.from(means), count: bins, size: sets.real.size };
  const { indices } = await nearestNeighbours(sets.generated, centers, 1);
  const [p, q] = [sharesOf(nearest, bins), sharesOf(indices, bins)];
  const differs = (bin: number) => {
    const pooled = (n * p[bin]! + m * q[bin]!) / (n + m);
    return Math.abs(p[bin]! - q[bin]!) > SIGNIFICANT * Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  };
  const different = p.filter((_, bin) => differs(bin)).length;
  return { share: different / bins, differences: p.map((share, bin) => share - q[bin]!) };
}

function sharesOf(chosen: Int32Array, bins: number): Float64Array {
  const shares = new Float64Array(bins);
  for (const bin of chosen) shares[bin]! += 1 / chosen.length;
  return shares;
}
