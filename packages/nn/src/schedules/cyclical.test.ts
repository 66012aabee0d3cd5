import { describe, expect, it } from 'vitest';
import { cyclical } from './cyclical.ts';
import { linear } from './linear.ts';

describe('cyclical', () => {
  /** Fu et al. 2019, equations (6) and (7), for iterations counted from 0: M cycles in T steps, of which R is the rise. */
  const fu = (t: number, T: number, M: number, R: number) => Math.min(1, (t % (T / M)) / (T / M) / R);

  it('with a line is the schedule of Fu et al.', () => {
    const [T, M, R] = [40, 4, 0.5];
    const beta = cyclical(T / M, linear({ from: 0, to: 1, steps: (T / M) * R }), M);
    for (let step = 0; step < T; step++) expect(beta(step)).toBeCloseTo(fu(step, T, M, R), 12);
    expect([40, 41, 1000].map(beta)).toEqual([1, 1, 1]);
  });

  it('goes on for ever unless told, and once is the schedule itself', () => {
    const line = linear({ from: 0, to: 1, steps: 2 });
    expect([0, 1, 2, 3, 3000, 3001].map(cyclical(3, line))).toEqual([0, 0.5, 1, 0, 0, 0.5]);
    expect([0, 1, 2, 3, 4].map(cyclical(3, line, 1))).toEqual([0, 0.5, 1, 1, 1]);
  });

  it.each([
    [() => cyclical(0, () => 1), 'cyclical: steps is 0'],
    [() => cyclical(1.5, () => 1), 'cyclical: steps is 1.5'],
    [() => cyclical(1, () => 1, 0), 'cyclical: times is 0'],
    [() => cyclical(1, 'x' as never), "cyclical: schedule is 'x'"],
    [() => cyclical(1, () => -1)(0), 'cyclical: schedule is -1 at step 0'],
  ])('checks its arguments: %s', (make, message) => {
    expect(make).toThrow(message);
  });
});
