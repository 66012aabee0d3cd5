import { assertFunction, assertInteger } from '@latentkit/check';
import { type Schedule, toSchedule } from './schedule.ts';

/**
 * Begins a schedule anew every so many steps, and after the last time lets it run on.
 *
 *   schedule(step mod steps) for `steps · times` steps, then schedule(step − steps · (times − 1))
 *
 * With a line it anneals the weight of a VAE's KL term in cycles, so that the latent is learnt anew before it is pressed again;
 * with `cosine` it is gradient descent with warm restarts.
 *
 * @param steps of a cycle, at least 1
 * @param schedule what is repeated
 * @param times how often it begins, at least 1. Default: without end
 * @throws TypeError, RangeError for an argument out of range
 * @example
 * // 1,000 steps in 4 cycles: from 0 to 1 in the first half of each, then 1.
 * cyclical(250, linear({ from: 0, to: 1, steps: 125 }), 4)(300);  // 0.4
 *
 * Fu et al.: Cyclical annealing schedule: a simple approach to mitigating KL vanishing. NAACL 2019.
 */
export function cyclical(steps: number, schedule: Schedule, times?: number): Schedule {
  assertInteger('cyclical', 'steps', steps);
  if (times !== undefined) assertInteger('cyclical', 'times', times);
  assertFunction('cyclical', 'schedule', schedule, 'a schedule');
  const last = times === undefined ? Number.POSITIVE_INFINITY : steps * (times - 1);
  const then = toSchedule('cyclical', 'schedule', schedule);
  return (step) => then(step < last ? step % steps : step - last);
}
