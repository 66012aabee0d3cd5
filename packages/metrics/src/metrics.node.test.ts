import { key, normal } from '@latentkit/random';
import { expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { cast, concat, fill, mul, slice, tensor1d, tensor2d, tensor4d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import golden from './golden.json';
import { activeUnits, mutualInformationGap, perplexity, reconstructionError, sapScore, sharpness } from './index.ts';

const latents = () => tensor2d(golden.latents);
const classes = () => tensor2d(golden.factors, undefined, 'int32');
const near = (actual: number, expected: number) =>
  // Both in float64, by sums in another order.
  expect(Math.abs(actual - expected)).toBeLessThan(1e-10 * (1 + Math.abs(expected)));

onEveryBackend(() => {
  it('agrees with scikit-learn and SciPy', async () => {
    const { count, variances } = await activeUnits(latents());
    for (const [i, variance] of golden.variances.entries()) near(variances[i]!, variance);
    expect(count).toBe(golden.variances.filter((variance) => variance > 0.01).length);
    near(await mutualInformationGap(latents(), classes()), golden.mig[20]);
    near(await mutualInformationGap(latents(), classes(), { bins: 5 }), golden.mig[5]);
    near(await sapScore(latents(), tensor2d(golden.factors, undefined, 'float32')), golden.sap);
    near(await perplexity(tensor1d(golden.indices, 'int32'), 8), golden.perplexity);
    const [data, reconstruction] = [tensor2d(golden.data), tensor2d(golden.reconstruction)];
    near(await reconstructionError(data, reconstruction), golden.squared);
    near(await reconstructionError(data, reconstruction, { kind: 'absolute' }), golden.absolute);
    const bits = tensor2d(golden.data.map((row) => row.map((x) => (x > 0.5 ? 1 : 0))));
    near(await reconstructionError(bits, reconstruction, { kind: 'crossEntropy' }), golden.crossEntropyOfBits);
    near(await sharpness(tensor4d(golden.blurred), tensor4d(golden.images)), golden.sharpness);
  });
});

describe('what must hold', () => {
  it('counts the latents above the threshold', async () => {
    const means = tensor2d([
      [1, 0.09, 5],
      [-1, -0.09, 5],
    ]);
    expect((await activeUnits(means)).count).toBe(1); // variances 1, 0.0081, 0
    expect((await activeUnits(means, { threshold: 0.005 })).count).toBe(2);
    expect((await activeUnits(means, { threshold: 2 })).count).toBe(0);
  });

  it('is 1 where every factor has a latent of its own, and 0 where two share all that they know', async () => {
    const own = tensor2d([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const classes = cast(own, 'int32');
    near(await mutualInformationGap(own, classes), 1);
    near(await sapScore(own, own), 1);
    const twice = concat([own, own], 1);
    near(await mutualInformationGap(twice, classes), 0);
    near(await sapScore(twice, own), 0);
  });

  it('does not depend on the order, the sign or the scale of latents', async () => {
    const z = latents();
    const turned = mul(concat([slice(z, [0, 2], [-1, 2]), slice(z, [0, 0], [-1, 2])], 1), -4);
    near(await sapScore(turned, cast(classes(), 'float32')), golden.sap);
  });

  it('finds no more than the bias of counting in latents that know nothing', async () => {
    const nothing = normal(key(1), [golden.factors.length, 3]);
    // (20 − 1)(5 − 1) / (2 · 200) = 0.19 nats of ln 5 for each latent, and gaps are differences of these.
    expect(await mutualInformationGap(nothing, classes())).toBeLessThan(0.1);
  });

  it('has the perplexity of as many entries as are used equally often', async () => {
    near(await perplexity(tensor1d([3, 3, 3], 'int32'), 4), 1);
    near(
      await perplexity(
        tensor2d(
          [
            [0, 1],
            [2, 3],
          ],
          undefined,
          'int32',
        ),
        4,
      ),
      4,
    );
  });

  it('is 1 for the data themselves, the square of a contrast, and 0 without an edge', async () => {
    const images = tensor4d(golden.images);
    near(await sharpness(images, images), 1);
    near(await sharpness(mul(images, 0.5), images), 0.25);
    near(await sharpness(fill([1, 5, 6, 2], 0.7), images), 0);
  });

  it('has an infinite cross-entropy where the impossible happened, and none where the certain did', async () => {
    const options = { kind: 'crossEntropy' } as const;
    expect(await reconstructionError(tensor2d([[0.5]]), tensor2d([[0]]), options)).toBe(Number.POSITIVE_INFINITY);
    expect(await reconstructionError(tensor2d([[0, 1]]), tensor2d([[0, 1]]), options)).toBe(0);
  });

  it('leaves no tensor behind', async () => {
    const [z, v, images] = [latents(), classes(), tensor4d(golden.images)];
    await expectNoLeak(async () => {
      await activeUnits(z);
      await mutualInformationGap(z, v);
      await sharpness(images, images);
    });
  });
});

describe('what is refused', () => {
  const refused: readonly (readonly [message: string, call: () => Promise<unknown>])[] = [
    [
      'activeUnits: means has shape [1,2] but [n,latents] was expected, n at least 2.',
      () => activeUnits(zeros([1, 2])),
    ],
    ['activeUnits: threshold is -1', () => activeUnits(zeros([2, 2]), { threshold: -1 })],
    ['activeUnits: means has NaN in it', () => activeUnits(tensor2d([[Number.NaN], [1]]))],
    [
      'mutualInformationGap: factors is undefined but a tensor',
      () => mutualInformationGap(latents(), undefined as never),
    ],
    [
      'mutualInformationGap: factors has dtype float32 but int32',
      () => mutualInformationGap(latents(), zeros([200, 1])),
    ],
    [
      'mutualInformationGap: latents has shape [3,2] but factors has shape [2,1]: as many examples were expected.',
      () => mutualInformationGap(zeros([3, 2]), zeros([2, 1], 'int32')),
    ],
    [
      'mutualInformationGap: latents has shape [3,1] but at least 2 latents were expected.',
      () => mutualInformationGap(zeros([3, 1]), zeros([3, 1], 'int32')),
    ],
    [
      'mutualInformationGap: factors has one class alone in column 0 but two were expected.',
      () => mutualInformationGap(zeros([3, 2]), zeros([3, 1], 'int32')),
    ],
    ['mutualInformationGap: bins is 1', () => mutualInformationGap(latents(), classes(), { bins: 1 })],
    ['sapScore: factors has one value alone in column 0', () => sapScore(zeros([3, 2]), zeros([3, 1]))],
    ['sapScore: factors has shape [3] but [n,factors]', () => sapScore(zeros([3, 2]), zeros([3]))],
    ['perplexity: indices has 4 in it but integers from 0 to 3', () => perplexity(tensor1d([0, 4], 'int32'), 4)],
    ['perplexity: indices is empty', () => perplexity(tensor1d([], 'int32'), 4)],
    ['reconstructionError: data has shape [2,3] but', () => reconstructionError(zeros([2, 3]), zeros([2, 2]))],
    ['reconstructionError: data has shape []', () => reconstructionError(zeros([]), zeros([]))],
    [
      "reconstructionError: kind is 'cubic'",
      () => reconstructionError(zeros([1, 1]), zeros([1, 1]), { kind: 'cubic' as never }),
    ],
    [
      'reconstructionError: reconstruction has 2 in it but numbers from 0 to 1 were expected',
      () => reconstructionError(zeros([1, 1]), fill([1, 1], 2), { kind: 'crossEntropy' }),
    ],
    ['sharpness: images has shape [1,2,3,1] but', () => sharpness(zeros([1, 2, 3, 1]), zeros([1, 3, 3, 1]))],
    ['sharpness: images has shape [1,3,3,1] but data has', () => sharpness(zeros([1, 3, 3, 1]), zeros([1, 3, 4, 1]))],
    ['sharpness: data has no edge in any image', () => sharpness(zeros([1, 3, 3, 1]), zeros([1, 3, 3, 1]))],
  ];
  it.each(refused)('%s', async (message, call) => {
    await expect(call()).rejects.toThrow(message);
  });
});
