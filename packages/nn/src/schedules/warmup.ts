import { assertInteger } from '@latentkit/check';
import { type Schedule, toSchedule } from './schedule.ts';

/**
 * Begins small: rises in a straight line to the first value of a schedule, and then follows it from there.
 *
 *   schedule(0) · (step + 1) / steps for the first `steps`, then schedule(step − steps)
 *
 * @param steps of the rise, at least 1; the first of them is not zero, since it would be lost
 * @param schedule what follows, or one number
 * @throws TypeError, RangeError for an argument out of range
 * @example
 * warmup(4, 0.1)(0);  // 0.025
 *
 * Goyal et al.: Accurate, large minibatch SGD. 2017.
 */
export function warmup(steps: number, schedule: number | Schedule): Schedule {
  assertInteger('warmup', 'steps', steps);
  const then = toSchedule('warmup', 'schedule', schedule);
  return (step) => (step < steps ? (then(0) * (step + 1)) / steps : then(step - steps));
}
