import { expect, it } from 'vitest';
import { History } from './history.ts';

it('keeps every step while there is room', () => {
  const history = new History(['loss'], 8);
  for (let step = 1; step <= 7; step++) history.add(step, { loss: 10 * step });
  expect(history.columns).toEqual([
    [1, 2, 3, 4, 5, 6, 7],
    [10, 20, 30, 40, 50, 60, 70],
  ]);
});

it('averages neighbours when full, and stays within its capacity', () => {
  const history = new History(['loss'], 8);
  // Squares: the average of several is not the square of the average step, as it would be on a straight line.
  const loss = (step: number) => step ** 2;
  for (let step = 1; step <= 1000; step++) history.add(step, { loss: loss(step) });
  const [steps, losses] = history.columns;
  expect(steps!.length).toBeLessThan(8);
  expect(steps!.length).toBeGreaterThanOrEqual(3);
  // Each point stands for 128 steps in a row, the first for those from 1 on.
  const averageOf = (point: number, value: (step: number) => number) =>
    Array.from({ length: 128 }, (_, i) => value(128 * point + i + 1)).reduce((sum, x) => sum + x, 0) / 128;
  expect(steps).toEqual(steps!.map((_, point) => averageOf(point, (step) => step)));
  expect(losses).toEqual(steps!.map((_, point) => averageOf(point, loss)));
});
