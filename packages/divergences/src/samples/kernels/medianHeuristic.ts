import { assertInteger, assertKey, checkOptions, type Samples } from '@latentkit/check';
import { type Key, permutation } from '@latentkit/random';
import { assertFinite } from '../pairwise/assertFinite.ts';
import { withSampleSets } from '../withSampleSets.ts';

/** Options of {@link medianHeuristic}. */
export interface MedianHeuristicOptions {
  /** Draws the samples that are compared, where there are more than `most`. */
  readonly key?: Key;
  /** Of how many samples every pair is compared, x and y taken together, at least 2. Default 2,000: 2 million distances. */
  readonly most?: number;
}

/**
 * A bandwidth for a kernel: the median distance of two samples, x and y taken together, so that about half of all pairs
 * count as near.
 *
 *   σ = median of ‖zᵢ − zⱼ‖ over i < j,   z = all of x and y
 *
 * Computed on the host, in float64. Of more than `most` samples it takes a random subset, and asks for a key.
 *
 * @param x `[n, features]`
 * @param y `[m, features]`
 * @returns a distance, in units of the data, above 0
 * @throws RangeError where the shapes are not as said, a sample is not finite, there are more samples than `most` and no
 *   key, or the median is 0, as it is where more than half of all pairs are equal
 * @throws TypeError where the samples are not float32
 * @example
 * await medianHeuristic(tensor2d([[0], [1]]), tensor2d([[3]]));  // 2
 * @see Gretton et al., A Kernel Two-Sample Test, 2012, section 8. https://jmlr.org/papers/v13/gretton12a.html
 */
export async function medianHeuristic(x: Samples, y: Samples, options: MedianHeuristicOptions = {}): Promise<number> {
  const { key, most = 2000 } = checkOptions('medianHeuristic', options, ['key', 'most']);
  const name = 'medianHeuristic';
  assertInteger(name, 'most', most, 2);
  if (key !== undefined) assertKey(name, key);
  return withSampleSets(name, { x, y }, 1, async ({ x, y }) => {
    const count = x.shape[0] + y.shape[0];
    if (count > most && key === undefined) {
      throw new RangeError(`${name}: ${count} samples came but no key to draw ${most} of them with was given.`);
    }
    await assertFinite(name, { x, y });
    const features = x.shape[1];
    const pooled = new Float32Array(count * features);
    pooled.set(await x.data());
    pooled.set(await y.data(), x.size);
    const chosen =
      count > most ? permutation(key!, count).subarray(0, most) : Array.from({ length: count }, (_, i) => i);
    const median = medianOf(distances(pooled, features, chosen));
    if (median === 0) throw new RangeError(`${name}: the median distance is 0 but a bandwidth above 0 was expected.`);
    return median;
  });
}

/** ‖zᵢ − zⱼ‖ of every pair of the chosen rows. */
function distances(rows: Float32Array, features: number, chosen: ArrayLike<number>): Float64Array {
  const count = chosen.length;
  const found = new Float64Array((count * (count - 1)) / 2);
  let next = 0;
  for (let i = 0; i < count; i++) {
    const first = chosen[i]! * features;
    for (let j = 0; j < i; j++) {
      const second = chosen[j]! * features;
      let sum = 0;
      for (let k = 0; k < features; k++) sum += (rows[first + k]! - rows[second + k]!) ** 2;
      found[next++] = Math.sqrt(sum);
    }
  }
  return found;
}

/** The mean of the two in the middle, where their number is even. */
function medianOf(values: Float64Array): number {
  values.sort();
  return (values[(values.length - 1) >> 1]! + values[values.length >> 1]!) / 2;
}
