import { useBackend } from '@latentkit/backend';
import type { Batches } from '@latentkit/check';
import { expectNoLeak } from '@latentkit/testing';
import { dispose, type Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, expect, expectTypeOf, test } from 'vitest';
import { dataset } from '../dataset.ts';
import { collect } from '../testing/collect.ts';
import type { OneHotBatch } from './example.ts';

beforeAll(() => useBackend('cpu'));

const set = dataset([[1], [2], [3]], { labels: [2, 0, 1] });

test('labels as one-hot have a row for each example, with a 1 at its class', async () => {
  const batches = set.batch(2, { remainder: 'keep', oneHot: 4 });
  expectTypeOf(batches).toEqualTypeOf<Batches<OneHotBatch>>();
  await expectNoLeak(async () => {
    const [first, last] = await collect(batches);
    expect(first!.label.arraySync()).toEqual([
      [0, 0, 1, 0],
      [1, 0, 0, 0],
    ]);
    expect([last!.label.arraySync(), last!.label.dtype, last!.data.shape]).toEqual([[[0, 1, 0, 0]], 'float32', [1, 1]]);
    dispose([first!, last!]);
    const some = set.toTensor(undefined, { oneHot: 3 });
    expectTypeOf(some.label).toEqualTypeOf<Tensor2D>();
    expect([...some.label.dataSync()]).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
    dispose(some);
  });
});

test('labels that do not fit are refused at once; those that are computed, before a tensor is made of them', async () => {
  const message = 'oneHot is 2 but there is the label 2: at least 3 was expected';
  expect(() => set.batch(1, { oneHot: 2 })).toThrow(RangeError);
  expect(() => set.batch(1, { oneHot: 2 })).toThrow(`dataset.batch: ${message}`);
  expect(() => set.toTensor(1, { oneHot: 2 })).toThrow(`dataset.toTensor: ${message}`);
  // Only the examples that are asked for count.
  dispose(set.filter(({ label }) => label < 2).toTensor(2, { oneHot: 2 }));
  const mapped = set.map(({ data, label }) => ({ data, label: label + 10 }));
  await expectNoLeak(() => expect(() => mapped.toTensor(1, { oneHot: 12 })).toThrow('there is the label 12'));
  expect(() => set.batch(1, { oneHot: 0 })).toThrow('dataset.batch: oneHot is 0 but an integer of at least 1');
  const plain = set.unlabelled();
  // @ts-expect-error there are no labels
  expect(() => plain.batch(1, { oneHot: 2 })).toThrow('dataset.batch: oneHot is 2 but the data set has no labels');
  // @ts-expect-error there are no labels
  expect(() => plain.toTensor(1, { oneHot: 2 })).toThrow(TypeError);
});
