import { beforeAll, expect, test } from 'vitest';
import type { Dataset } from './core/dataset.ts';
import type { LabelledExample } from './core/example.ts';
import { digits } from './digits.ts';
import { stackedDigits } from './stackedDigits.ts';

/** One channel of a picture of three. */
const channelOf = (data: Float32Array, channel: number) => data.filter((_, i) => i % 3 === channel);
/** Tells pictures apart. */
const markOf = (data: Float32Array) => data.reduce((sum, value, i) => sum + value * Math.sin(i), 0);

/** The digits by their marks. */
function labelsByMark(set: Dataset<LabelledExample>): Map<number, number> {
  return new Map(
    Array.from({ length: set.length }, (_, i) => set.at(i)).map(({ data, label }) => [markOf(data), label]),
  );
}

let single: Awaited<ReturnType<typeof digits<true>>>;
let stacks: Awaited<ReturnType<typeof stackedDigits<true>>>;
beforeAll(async () => {
  single = await digits({ labels: true });
  stacks = await stackedDigits({ count: 10_000, seed: 3, labels: true });
});

test('each channel is one of the digits, and the label says which three', () => {
  const { train } = stacks;
  expect([train.length, train.shape]).toEqual([10_000, [28, 28, 3]]);
  const labels = labelsByMark(single.train);
  for (let i = 0; i < 20; i++) {
    const { data, label } = train.at(i);
    const [red, green, blue] = [0, 1, 2].map((channel) => labels.get(markOf(channelOf(data, channel))));
    expect(label).toBe(100 * red! + 10 * green! + blue!);
  }
});

test('stacks to test with are of digits to test with', () => {
  const labels = labelsByMark(single.test);
  for (let i = 0; i < 9; i++) expect(labels.has(markOf(channelOf(stacks.test.at(i).data, i % 3)))).toBe(true);
});

test('they are a function of the seed, without labels unless asked for', async () => {
  const [one, again, other] = await Promise.all([3, 3, 4].map((seed) => stackedDigits({ count: 5, seed })));
  expect(one!.train.at(4)).toEqual(again!.train.at(4));
  expect(one!.train.at(4)).not.toEqual(other!.train.at(4));
  expect(one!.train.at(0)).not.toHaveProperty('label');
});

test('all modes are there', () => {
  const modes = Array.from({ length: 10_000 }, (_, i) => stacks.train.at(i).label);
  // The rarest mode, three fives, is expected 6 times among 10,000 draws: about 1 in 500 misses it.
  expect(new Set(modes).size).toBeGreaterThanOrEqual(998);
});

test('what is not as said is refused', async () => {
  await expect(stackedDigits({ count: 0 })).rejects.toThrow(
    'stackedDigits: count is 0 but an integer of at least 1 was expected.',
  );
  await expect(stackedDigits({ seed: -1 })).rejects.toThrow('stackedDigits: seed is -1');
});
