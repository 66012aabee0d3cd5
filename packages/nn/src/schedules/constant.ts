import { assertBetween } from '@latentkit/check';
import type { Schedule } from './schedule.ts';

/**
 * The same number at every step.
 *
 * @param value at least 0
 * @throws TypeError, RangeError for another
 * @example
 * constant(0.1)(5);  // 0.1
 */
export function constant(value: number): Schedule {
  assertBetween('constant', 'value', value, 0, Number.MAX_VALUE);
  return () => value;
}
