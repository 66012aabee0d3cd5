import { type AbortSignalLike, assertInteger, assertKey, checkOptions } from '@latentkit/check';
import { mmd, polynomial } from '@latentkit/divergences';
import { foldIn, type Key, permutation, split } from '@latentkit/random';
import type { HostPoints } from '@latentkit/shared';
import { type Tensor, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { meanOf, varianceOf } from '../readNumbers.ts';
import { pauseFor } from './pauseFor.ts';
import { readSampleSets } from './readSamples.ts';

/** Options of {@link kernelDistance}. */
export interface KernelDistanceOptions {
  /** Decides which examples are in which subset. */
  readonly key: Key;
  /** How many subsets, at least 2. Default 100. */
  readonly subsets?: number;
  /** How many examples of either set are in one, at least 2. Default 1000, or half of the smaller set where that is less. */
  readonly subsetSize?: number;
  /** An `AbortSignal`: throws `signal.reason` where it is aborted. Default: none. */
  readonly signal?: AbortSignalLike | undefined;
}

/** An estimate, and how sure it is. */
export interface KernelDistance {
  /** In the kernel's units; unbiased, so below 0 now and then where both are alike. */
  readonly value: number;
  /** The deviation of the subsets' values over √subsets: that of the draw of subsets, not of the examples. */
  readonly standardError: number;
}

/**
 * The kernel distance (KID, where features are those of Inception): the squared maximum mean discrepancy by the kernel
 * (x·y / d + 1)³, averaged over random subsets. Unlike the Fréchet distance it does not depend on how many examples there are.
 *
 * @param real features of real examples, `[n, ...features]`, float32, at least 2
 * @param generated features of generated ones, `[m, ...features]`, likewise
 * @param options the key; how many subsets, and of how many examples
 * @returns the mean over subsets and its standard error
 * @throws TypeError, RangeError for other shapes, a number that is not finite, a subset larger than a set, and an option that
 *   is not as said
 * @example
 * const { value } = await kernelDistance(tensor2d([[0], [1]]), tensor2d([[2], [3]]), { key: key(0), subsets: 2 }); // 297.5
 *
 * Bińkowski et al., "Demystifying MMD GANs", 2018, https://arxiv.org/abs/1801.01401
 */
export async function kernelDistance(
  real: Tensor,
  generated: Tensor,
  options: KernelDistanceOptions,
): Promise<KernelDistance> {
  const names = ['key', 'subsets', 'subsetSize', 'signal'] as const;
  const { key, subsets = 100, subsetSize, signal } = checkOptions('kernelDistance', options, names);
  assertKey('kernelDistance', key);
  assertInteger('kernelDistance', 'subsets', subsets, 2);
  if (subsetSize !== undefined) assertInteger('kernelDistance', 'subsetSize', subsetSize, 2);
  const pause = pauseFor('kernelDistance', signal);
  const sets = await readSampleSets('kernelDistance', real, generated, 2);
  const most = Math.min(sets.real.count, sets.generated.count);
  if (subsetSize !== undefined && subsetSize > most) {
    throw new RangeError(
      `kernelDistance: subsetSize is ${subsetSize} but at most ${most}, the examples of the smaller set, was expected.`,
    );
  }
  const size = subsetSize ?? Math.min(1000, Math.max(2, Math.floor(most / 2)));
  const values = new Float64Array(subsets);
  for (let i = 0; i < subsets; i++) {
    const [first, second] = split(foldIn(key, i)) as [Key, Key];
    const found = tidy(() => mmd(drawn(sets.real, first, size), drawn(sets.generated, second, size), polynomial()));
    values[i] = (await found.data())[0]!;
    found.dispose();
    await pause();
  }
  return { value: meanOf(values), standardError: Math.sqrt(varianceOf(values) / (subsets - 1)) };
}

/** So many of the examples, none twice. */
function drawn({ values, count, size }: HostPoints, key: Key, many: number): Tensor2D {
  const chosen = new Float32Array(many * size);
  for (const [i, row] of permutation(key, count).subarray(0, many).entries()) {
    chosen.set(values.subarray(row * size, (row + 1) * size), i * size);
  }
  return tensor2d(chosen, [many, size]);
}
