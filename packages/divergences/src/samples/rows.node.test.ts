import { useBackend } from '@latentkit/backend';
import { key } from '@latentkit/random';
import { expectNoLeak } from '@latentkit/testing';
import { dispose, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import * as losses from '../index.ts';

beforeAll(() => useBackend('cpu'));

const x = [
  [0, 1],
  [2, 3.5],
  [4, 4],
  [-1, 0.25],
];
const y = [
  [1, 1],
  [2, 7],
  [-3, 4],
  [0, 0],
  [5, 1],
];
const kernel = losses.rbf({ bandwidths: [1] });

/** Whatever a function gives, as numbers; its tensors are freed. */
async function numbersOf(result: unknown): Promise<unknown> {
  const found = await result;
  if (typeof found !== 'object' || found === null) return found;
  const parts = 'dataId' in found ? { found } : found;
  const entries = await Promise.all(
    Object.entries(parts).map(async ([name, part]) => {
      const isTensor = typeof part === 'object' && 'dataId' in part;
      return [name, isTensor ? [...(await (part as Tensor).data())] : part] as const;
    }),
  );
  dispose(parts as never);
  return Object.fromEntries(entries);
}

describe.each<[string, (x: losses.Samples, y: losses.Samples) => unknown]>([
  ['classifierTwoSampleTest', (x, y) => losses.classifierTwoSampleTest(x, y, { key: key(1) })],
  ['convergedSinkhornDivergence', (x, y) => losses.convergedSinkhornDivergence(x, y, { epsilon: 1 })],
  ['energyDistance', (x, y) => losses.energyDistance(x, y)],
  ['maxSlicedWasserstein', (x, y) => losses.maxSlicedWasserstein(x, y, { key: key(1) })],
  ['medianHeuristic', (x, y) => losses.medianHeuristic(x, y)],
  ['mmd', (x, y) => losses.mmd(x, y, kernel)],
  ['mmdWithVariance', (x, y) => losses.mmdWithVariance(x, y, kernel)],
  ['nearestNeighbourKl', (x, y) => losses.nearestNeighbourKl(x, y)],
  ['sinkhornDivergence', (x, y) => losses.sinkhornDivergence(x, y, { epsilon: 1 })],
  ['slicedWasserstein', (x, y) => losses.slicedWasserstein(x, y, { key: key(1) })],
])('%s', (name, call) => {
  it('takes rows and data sets as it takes tensors, and leaves nothing behind', async () => {
    const tensors = [tensor2d(x), tensor2d(y)] as const;
    const expected = await numbersOf(call(...tensors));
    expect(await numbersOf(call(x, y))).toEqual(expected);
    expect(
      await numbersOf(
        call(
          { toTensor: () => tensor2d(x) },
          y.map((row) => Float32Array.from(row)),
        ),
      ),
    ).toEqual(expected);
    await expectNoLeak(() => numbersOf(call(x, y)), 2);
    await expectNoLeak(async () => {
      await expect((async () => call(x, [[1, 2, 3]]))()).rejects.toThrow(`${name}: `);
    }, 2);
    dispose([...tensors]);
  });
});
