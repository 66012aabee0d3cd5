import { key, uniformValues } from '@latentkit/random';
import { expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { classCoverage, conditionalAccuracy, purity, stackedModes } from '../index.ts';
import golden from './classesGolden.json';

const integers = (values: number[]) => tensor1d(values, 'int32');
// Sums of numbers of float32 in float64.
const near = (actual: number, expected: number) => expect(Math.abs(actual - expected)).toBeLessThan(1e-6);

onEveryBackend(() => {
  it('classes, accuracy and purity are those of SciPy and scikit-learn', async () => {
    const probabilities = tensor2d(golden.probabilities);
    const { shares, entropy, missing, confidence } = await classCoverage(probabilities);
    for (const [i, share] of golden.shares.entries()) near(shares[i]!, share);
    near(entropy, golden.entropy);
    expect(missing).toEqual(golden.missing);
    near(confidence, golden.confidence);
    const { value, ofClass } = await conditionalAccuracy(probabilities, integers(golden.requested));
    near(value, golden.accuracy);
    for (const [i, recall] of golden.recalls.entries()) near(ofClass[i]!, recall);
    near(await purity(integers(golden.groups), integers(golden.requested)), golden.purity);
  });

  it('leaves nothing behind', async () => {
    const [p, classes] = [tensor2d([[0.5, 0.5]]), integers([1])];
    const stack = tensor2d([[1, 2]], undefined, 'int32');
    await expectNoLeak(async () => {
      await classCoverage(p);
      await conditionalAccuracy(p, classes);
      await purity(classes, classes);
      await stackedModes(stack);
    });
  });
});

describe('what must hold', () => {
  it('knows nothing of a class that none was asked of', async () => {
    const { value, ofClass } = await conditionalAccuracy(tensor2d([[0.9, 0.1, 0]]), integers([0]));
    expect(value).toBe(1);
    expect([...ofClass]).toEqual([1, Number.NaN, Number.NaN]);
  });

  it('is 1 where each group is of one class, whichever, and the largest share where there is one group', async () => {
    expect(await purity(integers([5, 5, 0, 0, 2]), integers([1, 1, 3, 3, 1]))).toBe(1);
    expect(await purity(integers([0, 0, 0, 0]), integers([7, 7, 7, 2]))).toBe(0.75);
  });

  it('counts the modes of stacked images, and how evenly they are covered', async () => {
    const all = Array.from({ length: 1000 }, (_, i) => [Math.floor(i / 100), Math.floor(i / 10) % 10, i % 10]);
    const of = (rows: number[][]) => tensor2d(rows, undefined, 'int32');
    const even = await stackedModes(of(all));
    expect(even.modes).toBe(1000);
    near(even.reverseKl, 0);
    // m modes equally often, of 1,000: ln(1000 / m).
    const half = await stackedModes(of([...all.slice(0, 500), ...all.slice(0, 500)]));
    expect(half.modes).toBe(500);
    near(half.reverseKl, Math.log(2));
    const one = await stackedModes(of(all.map(() => [1, 2, 3])));
    expect(one.modes).toBe(1);
    near(one.reverseKl, Math.log(1000));
    // 3/4 in one, 1/4 in another of 2² modes.
    const uneven = await stackedModes(
      of([
        [0, 1],
        [0, 1],
        [0, 1],
        [1, 1],
      ]),
      { classes: 2 },
    );
    near(uneven.reverseKl, 0.75 * Math.log(3) + 0.25 * Math.log(1));
  });

  it('finds among even draws of 1,000 modes as many as such draws hold', async () => {
    const draws = uniformValues(key(1), 3000).map((u) => Math.floor(10 * u));
    const { modes, reverseKl } = await stackedModes(tensor2d(draws, [1000, 3], 'int32'));
    // 1000 (1 − e^−1) = 632, with a deviation of 9.9; the entropy of n draws of as many modes is ln n − 0.573.
    expect(Math.abs(modes - 632)).toBeLessThan(40);
    expect(Math.abs(reverseKl - 0.573)).toBeLessThan(0.06);
  });

  it('refuses what is no class, no probability and of another number', async () => {
    await expect(purity(integers([0, -1]), integers([0, 0]))).rejects.toThrow(
      'purity: groups has -1 in it but integers of at least 0 were expected.',
    );
    await expect(purity(integers([0]), integers([0, 0]))).rejects.toThrow(
      'purity: classes has shape [2] but [1] was expected',
    );
    await expect(conditionalAccuracy(tensor2d([[0.5, 0.5]]), integers([2]))).rejects.toThrow(
      'conditionalAccuracy: requested has 2 in it but integers from 0 to 1 were expected.',
    );
    await expect(stackedModes(zeros([0, 3], 'int32'))).rejects.toThrow(
      'stackedModes: classes has shape [0,3] but [n,channels] was expected, with at least one example.',
    );
    await expect(classCoverage(tensor2d([[0.5, 0.4]]))).rejects.toThrow('classCoverage: probabilities of example 0');
    await expect(classCoverage(zeros([0, 3]))).rejects.toThrow(
      'classCoverage: probabilities has shape [0,3] but [n,classes] was expected, n at least 1, and at least 2 classes.',
    );
  });
});
