import { useBackend } from '@latentkit/backend';
import type { Batch } from '@latentkit/nn';
import { expectNoLeak } from '@latentkit/testing';
import { dispose, memory, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { dataset } from './dataset.ts';
import { type Zipped, zip } from './zip.ts';

beforeAll(() => useBackend('cpu'));

const numbers = (count: number, scale = 1) => dataset(Array.from({ length: count }, (_, i) => [scale * i]));
const labels = Array.from({ length: 10 }, (_, i) => i % 3);
const labelled = () =>
  dataset(
    Array.from({ length: 10 }, (_, i) => [i]),
    { labels },
  );

/** Reads and frees the batches of an epoch. */
async function read<B extends Record<string, Tensor>>(batches: AsyncIterable<B>): Promise<Record<string, number[]>[]> {
  const all = [];
  for await (const batch of batches) {
    all.push(Object.fromEntries(Object.entries(batch).map(([name, tensor]) => [name, [...tensor.dataSync()]])));
    dispose(batch);
  }
  return all;
}

describe('pairs', () => {
  const pairs = zip({ data: numbers(10), target: numbers(10, 100) });

  test('are records of tensors by name, which every model may take', async () => {
    expectTypeOf(pairs).toEqualTypeOf<Zipped<{ readonly data: Tensor; readonly target: Tensor }>>();
    const batches = pairs.batch(4, { remainder: 'keep' });
    expectTypeOf(batches).toExtend<AsyncIterable<Batch>>();
    expect([pairs.length, batches.length]).toEqual([10, 3]);
    expect((await read(batches))[2]).toEqual({ data: [8, 9], target: [800, 900] });
    const { data, target } = pairs.toTensor(3);
    expect([data.shape, [...target.dataSync()]]).toEqual([
      [3, 1],
      [0, 100, 200],
    ]);
    dispose([data, target]);
  });

  test('stay together when shuffled, and every epoch can be taken up anywhere', async () => {
    const batches = pairs.shuffle({ seed: 4 }).batch(3);
    const epochs = [];
    for (const n of [0, 1, 7]) {
      const whole = await read(batches.epoch(n));
      for (const { data, target } of whole) expect(target).toEqual(data!.map((x) => 100 * x));
      expect(await read(batches.epoch(n, { from: 2 }))).toEqual(whole.slice(2));
      epochs.push(whole);
    }
    expect(epochs[0]).not.toEqual(epochs[1]);
    expect(await read(pairs.shuffle({ seed: 4 }).batch(3).epoch(7))).toEqual(epochs[2]);
  });

  test('have the label of data', async () => {
    const zipped = zip({ data: labelled(), target: numbers(10, 100) });
    expectTypeOf(zipped.toTensor().label).toEqualTypeOf<Tensor>();
    expect((await read(zipped.batch(2)))[1]).toEqual({ data: [2, 3], label: [2, 0], target: [200, 300] });
    const hot = await read(zipped.batch(2, { oneHot: 3 }));
    expect(hot[1]).toEqual({ data: [2, 3], label: [0, 0, 1, 1, 0, 0], target: [200, 300] });
  });
});

describe('unpaired', () => {
  const zipped = zip({ data: numbers(10), target: numbers(7, 100) }, { paired: false }).shuffle({ seed: 1 });
  const batches = zipped.batch(2);

  test('have orders of their own, and epochs as long as the shortest has', async () => {
    expect([zipped.length, batches.length]).toEqual([7, 3]);
    const seen = new Set<string>();
    for (let n = 0; n < 30; n++) {
      const epoch = await read(batches.epoch(n));
      expect(epoch.length).toBe(3);
      for (const { data, target } of epoch) seen.add(`${data![0]} with ${target![0]! / 100}`);
    }
    // Of 70 pairs; were the orders one, there would be few.
    expect(seen.size).toBeGreaterThan(40);
    expect(await read(batches.epoch(5, { from: 1 }))).toEqual((await read(batches.epoch(5))).slice(1));
  });

  test('of equal sizes are not in one order either', async () => {
    const twins = zip({ data: numbers(10), target: numbers(10) }, { paired: false }).shuffle({ seed: 1 });
    const [{ data, target } = {}] = await read(twins.batch(10));
    expect(data).not.toEqual(target);
    expect(data!.sort()).toEqual(target!.sort());
  });
});

test('whoever asks for a batch frees it; nothing else stays, also where a source fails or a loop is left', async () => {
  const failing = numbers(10).map(({ data }) => {
    if (data[0]! > 4) throw new Error('unreadable');
    return { data };
  });
  const zipped = zip({ data: numbers(10), target: failing });
  await expectNoLeak(async () => {
    await expect(read(zipped.batch(2))).rejects.toThrow('unreadable');
    const before = memory().numTensors;
    expect(() => zipped.toTensor()).toThrow('unreadable');
    expect(memory().numTensors).toBe(before);
    for await (const batch of zipped.batch(2)) {
      dispose(batch);
      break;
    }
  });
});

test.each<[string, () => unknown]>([
  ['zip: sources is undefined but data sets by name, data among them, were', () => zip(undefined as never)],
  ['zip: sources is {} but data sets by name', () => zip({} as never)],
  ['zip: sources is {"target":', () => zip({ target: numbers(2) } as never)],
  ['zip: sources.data is [[1]] but an object with at()', () => zip({ data: [[1]] } as never)],
  ['zip: sources.target has 3 examples but data has 2', () => zip({ data: numbers(2), target: numbers(3) })],
  ['zip: sources.target has labels but only data may', () => zip({ data: numbers(10), target: labelled() })],
  ['zip: sources has label but data has labels already', () => zip({ data: labelled(), label: numbers(10) })],
  ['zip: paired is 0 but true or false', () => zip({ data: numbers(2) }, { paired: 0 as never })],
  [
    'zip: sources.target is in another order than data',
    () => zip({ data: numbers(2).shuffle({ seed: 1 }), target: numbers(2) }),
  ],
  [
    "dataset.batch: remainder is 'keep' but 'drop' was expected",
    () => zip({ data: numbers(3), target: numbers(2) }, { paired: false }).batch(2, { remainder: 'keep' }),
  ],
  ['dataset.batch: size is 3 but there are only 2', () => zip({ data: numbers(2), target: numbers(2) }).batch(3)],
  [
    'dataset.batch: oneHot is 3 but the data set has no labels',
    () => zip({ data: numbers(2) }).batch(1, { oneHot: 3 }),
  ],
  ['dataset.shuffle: options is undefined', () => zip({ data: numbers(2) }).shuffle(undefined as never)],
  [
    'batches.epoch: from is 3 but an epoch has 2',
    () =>
      zip({ data: numbers(2) })
        .batch(1)
        .epoch(0, { from: 3 }),
  ],
])('%s', (message, act) => {
  expect(act).toThrow(message);
});
