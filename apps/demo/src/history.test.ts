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
  for (let step = 1; step <= 1000; step++) history.add(step, { loss: 2 * step });
  const [steps, losses] = history.columns;
  expect(steps!.length).toBeLessThan(8);
  expect(losses).toEqual(steps!.map((step) => 2 * step));
});
