import { key, normal } from '@latentkit/random';
import { expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { add, concat, memory, mul, reshape, slice, type Tensor, tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  frechetDistance,
  inceptionScore,
  kernelDistance,
  mind,
  modeCoverage,
  nearestReal,
  precisionRecall,
  statisticallyDifferentBins,
  vendiScore,
} from '../index.ts';
import golden from './golden.json';
import { numpyNormals } from './numpyRandom.test-util.ts';

const real = () => tensor2d(golden.real);
const generated = () => tensor2d(golden.generated);
const near = (actual: number, expected: number, tolerance = 1e-9) =>
  expect(Math.abs(actual - expected)).toBeLessThan(tolerance * (1 + Math.abs(expected)));
/** `count` numbers as one column. */
const column = (values: number[]) => tensor2d(values, [values.length, 1]);

onEveryBackend(() => {
  it.each([1, 3, 5])('precision, recall, density and coverage are those of NumPy, k = %d', async (neighbours) => {
    const found = await precisionRecall(real(), generated(), { neighbours });
    const expected = golden.precisionRecall[String(neighbours) as '1'];
    for (const [name, value] of Object.entries(found)) near(value, expected[name as keyof typeof expected]);
  });

  it('agrees with the published values of two sets of standard normals', async () => {
    const numbers = numpyNormals(0, 2 * 64_000);
    const [x, y] = [0, 1].map((i) =>
      tensor(Float32Array.from(numbers.subarray(64_000 * i, 64_000 * (i + 1))), [1000, 64]),
    );
    const { precision, recall, density, coverage } = await precisionRecall(x!, y!);
    expect([precision, recall, density, coverage].map((value) => value.toFixed(3))).toEqual([
      '0.704',
      '0.738',
      '0.947',
      '0.971',
    ]);
  });

  it('Fréchet and kernel distances and the inception score are those of SciPy', async () => {
    const { value, isBiased } = await frechetDistance(real(), generated());
    near(value, golden.frechet);
    expect(isBiased).toBe(false);
    const options = { key: key(1), subsets: 3, subsetSize: 30 };
    const first = slice(real(), [0, 0], [30, -1]);
    // Every subset is the whole; the kernel's sums are float32.
    const distance = await kernelDistance(first, generated(), options);
    near(distance.value, golden.kernelDistance, 1e-5);
    near(distance.standardError, 0, 1e-5);
    const score = await inceptionScore(tensor2d(golden.probabilities), { splits: 4 });
    // SciPy makes the rows sum to 1 in float64, which float32 leaves off by 1e-7.
    near(score.value, golden.inceptionScore.value, 1e-7);
    near(score.standardDeviation, golden.inceptionScore.standardDeviation, 1e-7);
    // The second of fewer samples than features.
    near(await vendiScore(real()), golden.vendiScore[0]!);
    near(await vendiScore(slice(real(), [0, 0], [4, -1])), golden.vendiScore[1]!);
  });

  it('MIND is 3 d μ² for a shift by μ of every feature, and 0 for equal sets', async () => {
    const x = normal(key(1), [1000, 64]);
    for (const shift of [1, 3]) {
      const found = await mind(x, add(normal(key(2), [1000, 64]), shift), { key: key(3) });
      expect(Math.abs(found / (3 * 64 * shift ** 2) - 1)).toBeLessThan(0.1);
    }
    expect(await mind(x, x, { key: key(3), projections: 100 })).toBe(0);
  });

  it('leaks nothing', async () => {
    const [x, y] = [real(), generated()];
    await expectNoLeak(async () => {
      await precisionRecall(x, y);
      await frechetDistance(x, y);
      await kernelDistance(x, y, { key: key(1), subsets: 2, subsetSize: 5 });
      await mind(x, y, { key: key(1), projections: 70 });
      await vendiScore(x);
      const { indices, distances } = await nearestReal(x, y);
      indices.dispose();
      distances.dispose();
    });
  });
});

describe('what must hold', () => {
  it('says precision where samples are like the data and recall where the data are all there', async () => {
    const x = normal(key(1), [300, 4]);
    const narrow = await precisionRecall(x, mul(normal(key(2), [300, 4]), 0.1));
    expect(narrow.precision).toBeGreaterThan(0.95);
    expect(narrow.recall).toBeLessThan(0.05);
    const wide = await precisionRecall(x, mul(normal(key(2), [300, 4]), 10));
    expect(wide.precision).toBeLessThan(0.05);
    expect(wide.recall).toBeGreaterThan(0.95);
  });

  it('leaves the example on the surface of a ball outside', async () => {
    const found = await precisionRecall(column([0, 1, 2, 3]), column([1, 9]), { neighbours: 1 });
    // Of radius 1 around 0 and 2: 1 itself lies at their edge, within its own ball alone.
    expect(found).toMatchObject({ precision: 0.5, density: 0.5, coverage: 0.25 });
  });

  it('is 0 between equal sets, and the squared distance of the means between moved ones', async () => {
    near((await frechetDistance(real(), real())).value, 0, 1e-10);
    near((await frechetDistance(real(), add(real(), 2))).value, 4 * 6, 1e-5); // the sum is float32
    const few = slice(real(), [0, 0], [6, -1]);
    expect(await frechetDistance(few, generated())).toMatchObject({ isBiased: true });
  });

  it('takes features of any shape', async () => {
    const shaped = (x: Tensor) => reshape(x, [-1, 2, 3]);
    expect(await frechetDistance(shaped(real()), shaped(generated()))).toEqual(
      await frechetDistance(real(), generated()),
    );
  });

  it('has subsets that depend on the key, with an error that tells how much', async () => {
    const of = (seed: number) => kernelDistance(real(), generated(), { key: key(seed), subsets: 50, subsetSize: 20 });
    const [first, again, other] = [await of(1), await of(1), await of(2)];
    expect(again).toEqual(first);
    expect(other.value).not.toBe(first.value);
    expect(Math.abs(other.value - first.value)).toBeLessThan(4 * Math.hypot(first.standardError, other.standardError));
  });

  it('counts modes, quality and the reverse KL divergence', async () => {
    const modes = tensor2d([-2, 0, 0, 0, 2, 0], [3, 2]);
    // Two at the first mode, one at the second, one that is nearest to the second and far from it.
    const samples = tensor2d([-2, 0, -2, 0.29, 0.1, 0, 0, 1], [4, 2]);
    const found = await modeCoverage(samples, modes, { standardDeviation: 0.1 });
    expect(found).toMatchObject({ modes: 2, highQuality: 0.75 });
    near(found.reverseKl, Math.log(1.5));
    expect((await modeCoverage(samples, modes, { standardDeviation: 0.1, within: 11 })).highQuality).toBe(1);
    const even = await modeCoverage(concat([modes, modes]), modes, { standardDeviation: 0.1 });
    expect(even).toEqual({ modes: 3, highQuality: 1, reverseKl: 0 });
  });

  it('tells the bins in which the sets differ by more than chance', async () => {
    // Ten clusters far apart, 40 real examples in each: k-means finds them.
    const around = (seed: number, clusters: number[]) =>
      add(
        normal(key(seed), [clusters.length, 2]),
        tensor2d(
          clusters.flatMap((c) => [100 * c, 0]),
          [clusters.length, 2],
        ),
      );
    const even = Array.from({ length: 400 }, (_, i) => i % 10);
    const options = { key: key(1), bins: 10 };
    const same = await statisticallyDifferentBins(around(1, even), around(2, even), options);
    expect(same.share).toBe(0);
    // 40 of 400 and 20 of 400 differ: z = 2.68. 40 and 28: z = 1.52. What two lack, two others have.
    const uneven = even.map((c, i) => (c === 0 && i >= 200 ? 1 : c === 2 && i >= 280 ? 3 : c));
    const found = await statisticallyDifferentBins(around(1, even), around(2, uneven), options);
    const counts = (values: number[]) => Float64Array.from(values, Math.round);
    const differences = counts([...found.differences].map((x) => 400 * x).sort((a, b) => a - b));
    expect([...differences]).toEqual([-20, -12, ...Array.from({ length: 6 }, () => 0), 12, 20]);
    expect(found.share).toBe(0.2);
  });

  it('differs in a twentieth of the bins for equal distributions', async () => {
    const shares: number[] = [];
    for (let seed = 0; seed < 10; seed++) {
      const [x, y] = [normal(key(2 * seed), [2000, 2]), normal(key(2 * seed + 1), [2000, 2])];
      shares.push((await statisticallyDifferentBins(x, y, { key: key(seed), bins: 50 })).share);
    }
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    // 500 tests at the level 0.05: a deviation of 0.01. Clusters follow the real examples a little.
    expect(mean).toBeGreaterThan(0.02);
    expect(mean).toBeLessThan(0.1);
  });

  it.each([
    ['precisionRecall', (signal: AbortSignal) => precisionRecall(real(), generated(), { signal })],
    ['kernelDistance', (signal: AbortSignal) => kernelDistance(real(), generated(), { key: key(1), signal })],
    ['mind', (signal: AbortSignal) => mind(real(), generated(), { key: key(1), signal })],
  ])('hears an abort at each turn of its loop: %s', async (_, metric) => {
    const reason = new Error('enough');
    let turns = 0;
    const signal = {
      throwIfAborted() {
        if (++turns === 4) throw reason;
      },
    };
    const before = memory().numTensors;
    await expect(metric(signal as AbortSignal)).rejects.toBe(reason);
    expect(turns).toBe(4);
    expect(memory().numTensors).toBe(before + 2); // the two sets
  });

  it('counts samples of one direction as one, and is blind to their lengths', async () => {
    near(
      await vendiScore(
        tensor2d([
          [1, 1],
          [3, 3],
          [0.5, 0.5],
        ]),
      ),
      1,
    );
    near(await vendiScore(mul(real(), 3)), await vendiScore(real()), 1e-6); // products in float32
    await expect(
      vendiScore(
        tensor2d([
          [1, 0],
          [0, 0],
        ]),
      ),
    ).rejects.toThrow('vendiScore: features is all 0 at example 1');
  });

  it('finds what was learned by heart', async () => {
    const copies = slice(real(), [7, 0], [2, -1]);
    const { indices, distances } = await nearestReal(real(), concat([copies, add(copies, 1)]));
    expect([...(await indices.data())].slice(0, 2)).toEqual([7, 8]);
    const [first, second, third] = await distances.data();
    expect([first, second]).toEqual([0, 0]);
    expect(third).toBeGreaterThan(0);
  });

  it('refuses what does not fit', async () => {
    await expect(precisionRecall(zeros([5, 2]), zeros([9, 2]))).rejects.toThrow(
      'precisionRecall: real has shape [5,2] but [n,...features] was expected, n at least 6.',
    );
    await expect(frechetDistance(zeros([5, 2]), zeros([9, 3]))).rejects.toThrow('the same features were expected');
    await expect(kernelDistance(zeros([5, 2]), zeros([9, 2]), { key: key(1), subsetSize: 6 })).rejects.toThrow(
      'subsetSize is 6 but at most 5',
    );
    await expect(inceptionScore(tensor2d([[0.5, 0.4]]), { splits: 1 })).rejects.toThrow('of example 0 sums to 0.9');
    await expect(inceptionScore(tensor2d([[1.5, -0.5]]), { splits: 1 })).rejects.toThrow('of example 0 has -0.5 in it');
    await expect(statisticallyDifferentBins(zeros([5, 2]), zeros([9, 2]), { key: key(1) })).rejects.toThrow(
      'statisticallyDifferentBins: bins is 100 but at most 5, the number of real examples, was expected.',
    );
    await expect(mind(column([Number.NaN]), column([1]), { key: key(1) })).rejects.toThrow(
      'mind: real is NaN at example 0 but finite numbers were expected.',
    );
  });
});
