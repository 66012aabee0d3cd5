import { useBackend } from '@latentkit/backend';
import type { Batches } from '@latentkit/check';
import { expectNoLeak } from '@latentkit/testing';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { dataset } from '../dataset.ts';
import { collect } from '../testing/collect.ts';
import type { Example, LabelledBatch } from './example.ts';

const numbers = Array.from({ length: 10 }, (_, i) => [i]);
const labels = numbers.map(([i]) => i! + 100);

beforeAll(async () => {
  await useBackend('cpu');
});

async function values(batches: AsyncIterable<Tensor>): Promise<number[][]> {
  return (await collect(batches)).map((batch) => {
    const read = [...batch.dataSync()];
    batch.dispose();
    return read;
  });
}

test('unlabelled gives tensors, labelled gives { data, label }', async () => {
  const plain = dataset(numbers).batch(4);
  expectTypeOf(plain).toEqualTypeOf<Batches<Tensor>>();
  expect(await values(plain)).toEqual([
    [0, 1, 2, 3],
    [4, 5, 6, 7],
  ]);
  const labelled = dataset(numbers, { labels }).batch(4, { remainder: 'keep' });
  expectTypeOf(labelled).toEqualTypeOf<Batches<LabelledBatch>>();
  const last = (await collect(labelled))[2]!;
  expect([last.data.shape, [...last.label.dataSync()], last.label.dtype]).toEqual([[2, 1], [108, 109], 'int32']);
});

describe('order', () => {
  const shuffled = dataset(numbers).shuffle({ seed: 3 });
  const batches = shuffled.batch(3);

  test('is a function of the seed and the epoch', async () => {
    const epochs = await Promise.all([0, 1, 2].map((n) => values(batches.epoch(n))));
    expect(await values(batches)).toEqual(epochs[0]);
    expect(await values(dataset(numbers).shuffle({ seed: 3 }).batch(3).epoch(2))).toEqual(epochs[2]);
    expect(epochs[0]).not.toEqual(epochs[1]);
    expect(epochs[1]).not.toEqual(epochs[2]);
    expect(await values(dataset(numbers).shuffle({ seed: 4 }).batch(3))).not.toEqual(epochs[0]);
  });

  test('is pinned: a new order would break every run that is resumed', () => {
    expect(numbers.map((_, i) => shuffled.at(i).data[0])).toEqual([6, 7, 2, 5, 3, 0, 1, 4, 9, 8]);
  });

  test('every epoch holds every example once', async () => {
    const all = await values(shuffled.batch(3, { remainder: 'keep' }).epoch(5));
    expect(all.flat().sort()).toEqual(numbers.flat());
  });

  test('an epoch can be taken up anywhere', async () => {
    const whole = await values(batches.epoch(3));
    for (const from of [0, 1, 2, 3]) expect(await values(batches.epoch(3, { from }))).toEqual(whole.slice(from));
  });

  test('at() is the order of epoch 0', async () => {
    const first = (await values(shuffled.batch(10)))[0];
    expect(first).toEqual(numbers.map((_, i) => shuffled.at(i).data[0]));
  });

  test('parts of a shuffled set stay apart in every epoch', async () => {
    const [a, b] = shuffled.split(0.7);
    for (const epoch of [0, 1, 4]) {
      const inA = (await values(a.batch(7).epoch(epoch)))[0]!;
      const inB = (await values(b.batch(3).epoch(epoch)))[0]!;
      expect(new Set([...inA, ...inB]).size).toBe(10);
      expect([...inA].sort()).toEqual((await values(a.batch(7)))[0]!.sort());
    }
  });
});

describe('map, take, split', () => {
  test('compose, and leave the set alone', () => {
    const set = dataset(numbers, { labels });
    const halves = set.map(({ data, label }) => ({ data: data.map((x) => x / 2), label }));
    expect(halves.at(5)).toEqual({ data: new Float32Array([2.5]), label: 105 });
    expect(set.at(5).data[0]).toBe(5);
    const pairs = set.map(({ data }): Example => ({ data: new Float32Array([data[0]!, 1]) }), { shape: [2] });
    expect([pairs.shape, pairs.at(9)]).toEqual([[2], { data: new Float32Array([9, 1]) }]);
    expect(set.take(3).length).toBe(3);
    expect(set.split(4).map((part) => [part.length, part.at(0).label])).toEqual([
      [4, 100],
      [6, 104],
    ]);
  });

  test('batches of a mapped set', async () => {
    const set = dataset(numbers)
      .shuffle({ seed: 1 })
      .map(({ data }) => ({ data: data.map((x) => -x) }));
    expect((await values(set.batch(10)))[0]!.sort((a, b) => b - a)).toEqual(numbers.flat().map((x) => -x));
  });
});

test('one batch at a time is on the device, and the consumer disposes it', async () => {
  const batches = dataset(numbers, { labels }).shuffle({ seed: 0 }).batch(3);
  await expectNoLeak(async () => {
    for await (const { data, label } of batches.epoch(1)) {
      data.dispose();
      label.dispose();
    }
    for await (const { data, label } of batches) {
      data.dispose();
      label.dispose();
      break;
    }
  });
});

describe('toTensor', () => {
  test('is the first examples of epoch 0, all by default, as batches have them', async () => {
    const set = dataset(numbers, { labels }).shuffle({ seed: 3 });
    await expectNoLeak(() => {
      const { data, label } = set.toTensor(3);
      expectTypeOf(label).toEqualTypeOf<Tensor1D>();
      expect([data.shape, data.dtype, label.shape, label.dtype]).toEqual([[3, 1], 'float32', [3], 'int32']);
      expect([...data.dataSync()]).toEqual([0, 1, 2].map((i) => set.at(i).data[0]));
      expect([...label.dataSync()]).toEqual([0, 1, 2].map((i) => set.at(i).label));
      data.dispose();
      label.dispose();
      const all = dataset(numbers).toTensor();
      expect([...all.dataSync()]).toEqual(numbers.flat());
      all.dispose();
    });
  });
});

describe('filter and unlabelled', () => {
  const even = dataset(numbers, { labels })
    .shuffle({ seed: 3 })
    .filter(({ label }) => label % 2 === 0);

  test('keep the same examples in every epoch, in the order of epoch 0', async () => {
    expect(Array.from({ length: even.length }, (_, i) => even.at(i).label)).toEqual([106, 102, 100, 104, 108]);
    const plain = even.unlabelled();
    expectTypeOf(plain.batch(5)).toEqualTypeOf<Batches<Tensor>>();
    for (const epoch of [0, 1]) {
      expect((await values(plain.batch(5).epoch(epoch)))[0]!.sort()).toEqual([0, 2, 4, 6, 8]);
    }
    expect(plain.at(0)).toEqual({ data: new Float32Array([6]) });
    expect(even.at(0).label).toBe(106);
  });

  test('predicates are asked once for each example, and never again', async () => {
    let asked = 0;
    const set = dataset(numbers).filter(() => ++asked > 0);
    await values(set.batch(5));
    expect(asked).toBe(10);
  });
});

describe('bad arguments', () => {
  const set = dataset(numbers);
  const one = new Float32Array([1]);
  test.each<[string, () => unknown]>([
    ['dataset.batch: size is 0 but an integer of at least 1', () => set.batch(0)],
    ['dataset.batch: size is 11 but there are only 10 examples', () => set.batch(11)],
    ['dataset.batch: size is 2.5', () => set.batch(2.5)],
    ["dataset.batch: remainder is 'pad' but one of 'drop', 'keep'", () => set.batch(2, { remainder: 'pad' as 'drop' })],
    ['batches.epoch: n is -1', () => set.batch(2).epoch(-1)],
    ['batches.epoch: from is 6 but an epoch has 5 batches', () => set.batch(2).epoch(0, { from: 6 })],
    ['dataset.at: index is 10 but there are 10 examples', () => set.at(10)],
    ['dataset.at: index is -1', () => set.at(-1)],
    ['dataset.take: count is 11', () => set.take(11)],
    ['dataset.split: at is 1.5', () => set.split(1.5)],
    ['dataset.split: at is 10', () => set.split(10)],
    ['dataset.split: at is 0.01', () => set.split(0.01)],
    ['dataset.shuffle: seed is 0.5', () => set.shuffle({ seed: 0.5 })],
    ['dataset.map: change is 3 but a function', () => set.map(3 as never)],
    ['dataset.map: change returned 2 values but shape [1] has 1', () => set.map(() => ({ data: new Float32Array(2) }))],
    ['dataset.map: change returned [1] but { data: Float32Array }', () => set.map(() => [1] as never)],
    ['dataset.map: change returned [object Promise]', () => set.map((async () => ({ data: one })) as never)],
    ['dataset.map: change returned {"data":[1]} but', () => set.map(() => ({ data: [1] }) as never)],
    [
      'dataset.map: change returned {"data":Float32Array(1) [1],"labels":3} but',
      () => set.map(() => ({ data: one, labels: 3 })),
    ],
    ['dataset.map: change returned data[0] = NaN for example 0', () => set.map(() => ({ data: one.map(() => NaN) }))],
    ['dataset.filter: keep is undefined but a function', () => set.filter(undefined as never)],
    ['dataset.filter: keep gave undefined for example 0 but true or false', () => set.filter((() => {}) as never)],
    ['dataset.filter: keep kept none of the 10 examples', () => set.filter(() => false)],
    ['dataset.toTensor: count is 11 but there are 10 examples', () => set.toTensor(11)],
    ['dataset.toTensor: count is 0', () => set.toTensor(0)],
    ["dataset.batch: options has 'Remainder' but 'remainder'", () => set.batch(2, { Remainder: 'keep' } as never)],
    ["dataset.shuffle: options has 'sed' but one of 'seed'", () => set.shuffle({ seed: 1, sed: 2 } as never)],
    ['dataset.shuffle: options is undefined', () => set.shuffle(undefined as never)],
    ['dataset.map: change returned label -1', () => set.map(() => ({ data: one, label: -1 }))],
  ])('%s', (message, act) => {
    expect(act).toThrow(message);
  });
});
