import { assertInteger, assertKey, checkOptions, type Samples } from '@latentkit/check';
import { type Key, permutation, split } from '@latentkit/random';
import { type HostPoints, nearestNeighbours } from '@latentkit/shared';
import { withSampleSets } from '../withSampleSets.ts';
import { chanceOfAsManyHits } from './chanceOfAsManyHits.ts';
import { readSamples } from './readSamples.ts';

/** Options of {@link classifierTwoSampleTest}. */
export interface ClassifierTwoSampleTestOptions {
  /** Decides which half of either set trains and which half tests. */
  readonly key: Key;
  /** How many of the training samples vote, of x and y together. Default ⌊√(their number)⌋, as published. */
  readonly neighbours?: number;
}

/** The result of {@link classifierTwoSampleTest}. */
export interface ClassifierTwoSampleTest {
  /** The share of the test samples classified correctly, averaged over x and y: ½ by chance, 1 where they are far apart. */
  readonly accuracy: number;
  /** How likely so many hits are if x and y are drawn alike: small means that they are not. */
  readonly pValue: number;
  /** How many samples were classified. */
  readonly tested: number;
}

/**
 * Whether a classifier can tell two sets of samples apart. If not, they may well be from one distribution.
 *
 *   half of x and half of y train a k-nearest-neighbour classifier; accuracy = ½ (P(x̂ | x) + P(ŷ | y)) on the rest
 *
 * The p-value is that of Fisher's exact test on the table of true and predicted sets. The paper approximates the same by a
 * normal distribution and needs sets of one size; this holds for any. Votes are weighed by the size of the set; on a tie
 * the nearest decides. Distances are Euclidean, so bring the features to one scale. It is no loss: it has no gradient. The
 * answer is the same on every backend.
 *
 * @param x `[n, d]`
 * @param y `[m, d]`; n and m may differ
 * @returns accuracy, p-value and the number of samples classified, ⌈n/2⌉ + ⌈m/2⌉
 * @throws RangeError for other shapes, features that differ, fewer than two samples in either, samples that are NaN or
 *   infinite, or unless 1 ≤ neighbours ≤ ⌊n/2⌋ + ⌊m/2⌋; TypeError for a key that is none
 * @example
 * const apart = { x: tensor2d([[0], [1], [2], [3]]), y: tensor2d([[7], [8], [9], [6]]) };
 * const { accuracy } = await classifierTwoSampleTest(apart.x, apart.y, { key: key(1) });
 * accuracy;  // 1
 * @see Lopez-Paz & Oquab, Revisiting Classifier Two-Sample Tests, 2017. https://arxiv.org/abs/1610.06545
 */
export async function classifierTwoSampleTest(
  x: Samples,
  y: Samples,
  options: ClassifierTwoSampleTestOptions,
): Promise<ClassifierTwoSampleTest> {
  const { key, neighbours } = checkOptions('classifierTwoSampleTest', options, ['key', 'neighbours']);
  const caller = 'classifierTwoSampleTest';
  assertKey(caller, key);
  if (neighbours !== undefined) assertInteger(caller, 'neighbours', neighbours);
  return withSampleSets(caller, { x, y }, 2, async ({ x, y }) => {
    const [trainingX, trainingY] = [x, y].map(({ shape }) => Math.floor(shape[0] / 2)) as [number, number];
    const training = trainingX + trainingY;
    const votes = neighbours ?? Math.floor(Math.sqrt(training));
    if (votes > training) {
      throw new RangeError(
        `${caller}: neighbours is ${votes} but at most ${training}, half of the samples, was expected.`,
      );
    }
    const [keyOfX, keyOfY] = split(key) as [Key, Key];
    const [ofX, ofY] = await readSamples(caller, x, y);
    const [shuffledX, shuffledY] = [shuffled(ofX, keyOfX), shuffled(ofY, keyOfY)];

    const { size } = ofX;
    const values = new Float32Array(training * size);
    values.set(shuffledX.subarray(0, trainingX * size));
    values.set(shuffledY.subarray(0, trainingY * size), trainingX * size);
    /** How many of the samples behind the training ones are taken to be from x. */
    async function takenForX(samples: Float32Array, from: number): Promise<number> {
      const tests = { values: samples.subarray(from * size), count: samples.length / size - from, size };
      const { indices } = await nearestNeighbours(tests, { values, count: training, size }, votes);
      let taken = 0;
      for (let first = 0; first < indices.length; first += votes) {
        let votesForX = 0;
        for (let i = first; i < first + votes; i++) votesForX += Number(indices[i]! < trainingX);
        const lead = votesForX * trainingY - (votes - votesForX) * trainingX;
        if (lead > 0 || (lead === 0 && indices[first]! < trainingX)) taken++;
      }
      return taken;
    }
    const [rightly, wrongly] = [await takenForX(shuffledX, trainingX), await takenForX(shuffledY, trainingY)];
    const [testedX, testedY] = [ofX.count - trainingX, ofY.count - trainingY];
    return {
      accuracy: (rightly / testedX + 1 - wrongly / testedY) / 2,
      pValue: chanceOfAsManyHits({ ofX: testedX, ofY: testedY, takenForX: rightly + wrongly, rightly }),
      tested: testedX + testedY,
    };
  });
}

/** The samples in random order. */
function shuffled({ values, count, size }: HostPoints, key: Key): Float32Array {
  const result = new Float32Array(values.length);
  for (const [to, from] of permutation(key, count).entries()) {
    result.set(values.subarray(from * size, (from + 1) * size), to * size);
  }
  return result;
}
