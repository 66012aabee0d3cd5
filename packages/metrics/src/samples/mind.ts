import { type AbortSignalLike, assertInteger, assertKey, checkOptions } from '@latentkit/check';
import { slicedWasserstein } from '@latentkit/divergences';
import { foldIn, type Key } from '@latentkit/random';
import { type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { pauseFor } from './pauseFor.ts';
import { readSampleSets } from './readSamples.ts';

/** Options of {@link mind}. */
export interface MindOptions {
  /** Where the directions come from. */
  readonly key: Key;
  /** How many directions. Default 1024. */
  readonly projections?: number;
  /** An `AbortSignal`: throws `signal.reason` where it is aborted. Default: none. */
  readonly signal?: AbortSignalLike | undefined;
}

/** So many directions are projected on at a time. */
const BLOCK = 64;

/**
 * MIND, a distance of features that needs few examples: the mean squared Wasserstein distance along random directions, scaled
 * to that of all features. It sees all of the distributions, not their means and covariances alone.
 *
 *   3 d · E_θ W₂(θ·real, θ·generated)²,   θ uniform on the unit sphere, d features
 *
 * It is 0 for equal sets, exactly.
 *
 * @param real features of real examples, `[n, ...features]`, float32
 * @param generated features of generated ones, `[m, ...features]`; n and m may differ
 * @param options the key; how many directions
 * @returns the distance, in squared units of the features
 * @throws TypeError, RangeError for other shapes, a number that is not finite, and an option that is not as said
 * @example
 * await mind(tensor2d([[0], [1]]), tensor2d([[2], [3]]), { key: key(0) }); // 12
 *
 * Berthet et al., "MIND: Monge Inception Distance for Generative Models Evaluation", 2026, https://arxiv.org/abs/2605.06797
 */
export async function mind(real: Tensor, generated: Tensor, options: MindOptions): Promise<number> {
  const { key, projections = 1024, signal } = checkOptions('mind', options, ['key', 'projections', 'signal']);
  assertKey('mind', key);
  assertInteger('mind', 'projections', projections);
  const pause = pauseFor('mind', signal);
  const sets = await readSampleSets('mind', real, generated, 1);
  const { size } = sets.real;
  const [x, y] = [sets.real, sets.generated].map(({ values, count }) => tensor2d(values, [count, size])) as [
    Tensor2D,
    Tensor2D,
  ];
  try {
    let total = 0;
    for (let done = 0; done < projections; done += BLOCK) {
      const many = Math.min(BLOCK, projections - done);
      const distance = slicedWasserstein(x, y, { key: foldIn(key, done), projections: many });
      total += many * (await distance.data())[0]! ** 2;
      distance.dispose();
      await pause();
    }
    return (3 * size * total) / projections;
  } finally {
    x.dispose();
    y.dispose();
  }
}
