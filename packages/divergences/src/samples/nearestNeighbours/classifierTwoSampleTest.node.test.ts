import { useBackend } from '@latentkit/backend';
import { foldIn, type Key, key, normalValues, split } from '@latentkit/random';
import { tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { classifierTwoSampleTest } from './classifierTwoSampleTest.ts';

beforeAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

it.each([
  { n: 100, m: 100 },
  { n: 160, m: 60 },
])('of $n and $m samples from one distribution, p-values are uniform and half of the labels hit', async ({ n, m }) => {
  const repetitions = 400;
  const results = [];
  for (let i = 0; i < repetitions; i++) {
    const [ofX, ofY, ofTest] = split(foldIn(key(70), i), 3) as [Key, Key, Key];
    const x = tensor2d(normalValues(ofX, 2 * n), [n, 2]);
    const y = tensor2d(normalValues(ofY, 2 * m), [m, 2]);
    results.push(await classifierTwoSampleTest(x, y, { key: ofTest }));
    x.dispose();
    y.dispose();
  }
  const standardError = (share: number) => Math.sqrt((share * (1 - share)) / repetitions);
  for (const level of [0.05, 0.25, 0.5, 0.75]) {
    const below = results.filter(({ pValue }) => pValue <= level).length / repetitions;
    // Never more than the level says; less, as hits are whole numbers and the next p-value is up to 0.16 away.
    expect(below).toBeLessThan(level + 3 * standardError(level));
    expect(below).toBeGreaterThan(Math.max(0.005, level - 0.16 - 3 * standardError(level)));
  }
  const accuracy = results.reduce((sum, result) => sum + result.accuracy, 0) / repetitions;
  // One accuracy has a standard error of at most ½ √(¼ / tested x + ¼ / tested y).
  const error = Math.sqrt(1 / (n / 2) + 1 / (m / 2)) / 4 / Math.sqrt(repetitions);
  expect(Math.abs(accuracy - 0.5)).toBeLessThan(3 * error);
});
