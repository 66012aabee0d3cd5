import { describe, expect, it } from 'vitest';
import { constant, cosine, exponentialDecay, linear, type Schedule, warmup } from '../index.ts';

const at = (schedule: Schedule, ...steps: number[]) => steps.map((step) => Number(schedule(step).toFixed(12)));

describe('schedules', () => {
  it('have the values of their formulas', () => {
    expect(at(constant(0.3), 0, 9)).toEqual([0.3, 0.3]);
    expect(at(linear({ from: 1, to: 0.5, steps: 5 }), 0, 1, 5, 50)).toEqual([1, 0.9, 0.5, 0.5]);
    expect(at(cosine({ from: 2, steps: 3 }), 0, 1, 2, 3, 4)).toEqual([2, 1.5, 0.5, 0, 0]);
    expect(at(exponentialDecay({ from: 8, factor: 0.5 }), 0, 1, 3)).toEqual([8, 4, 1]);
    expect(at(exponentialDecay({ from: 1, factor: 0.25, steps: 2 }), 1, 2)).toEqual([0.5, 0.25]);
    expect(at(warmup(4, 1), 0, 1, 2, 3, 4, 5)).toEqual([0.25, 0.5, 0.75, 1, 1, 1]);
    expect(at(warmup(2, linear({ from: 1, steps: 4 })), 0, 1, 2, 3, 6)).toEqual([0.5, 1, 1, 0.75, 0]);
  });

  it.each([
    [() => constant(-1), 'constant: value is -1'],
    [() => linear({ from: -1, steps: 1 }), 'linear: from is -1'],
    [() => cosine({ from: 1, steps: 0 }), 'cosine: steps is 0'],
    [() => exponentialDecay({ from: 1, factor: 1.5 }), 'exponentialDecay: factor is 1.5'],
    [() => warmup(0, 1), 'warmup: steps is 0'],
    [() => warmup(1, -1), 'warmup: schedule is -1'],
  ])('check their arguments: %s', (make, message) => {
    expect(make).toThrow(message);
  });
});
