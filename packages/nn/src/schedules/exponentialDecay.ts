import { assertBetween, assertInteger, checkOptions } from '@latentkit/check';
import type { Schedule } from './schedule.ts';

/** How a value decays. */
export interface ExponentialDecayOptions {
  /** The value at step 0, at least 0. */
  readonly from: number;
  /** What it is multiplied by in `steps` steps, from 0 to 1. */
  readonly factor: number;
  /** How many steps that takes, at least 1. Default 1. */
  readonly steps?: number;
}

/**
 * A value that is multiplied by the same factor again and again: `from · factor^(step / steps)`.
 *
 * @param options from, factor, steps
 * @throws TypeError, RangeError for an option out of range
 * @example
 * exponentialDecay({ from: 1, factor: 0.5, steps: 10 })(20);  // 0.25
 */
export function exponentialDecay(options: ExponentialDecayOptions): Schedule {
  const { from, factor, steps = 1 } = checkOptions('exponentialDecay', options, ['from', 'factor', 'steps']);
  assertBetween('exponentialDecay', 'from', from, 0, Number.MAX_VALUE);
  assertBetween('exponentialDecay', 'factor', factor, 0, 1);
  assertInteger('exponentialDecay', 'steps', steps);
  return (step) => from * factor ** (step / steps);
}
