import { assertBetween, assertInteger, checkOptions } from '@latentkit/check';
import type { Schedule } from './schedule.ts';

/** From where to where, and in how many steps. */
export interface RampOptions {
  /** The value at step 0, at least 0. */
  readonly from: number;
  /** The value at step `steps` and after, at least 0. Default 0. */
  readonly to?: number;
  /** How many steps it takes, at least 1. */
  readonly steps: number;
}

/**
 * A straight line from one value to another, which then stays.
 *
 * @param options from, to, steps
 * @throws TypeError, RangeError for an option out of range
 * @example
 * linear({ from: 1, to: 0, steps: 4 })(1);  // 0.75
 */
export function linear(options: RampOptions): Schedule {
  return ramp('linear', options, (part) => 1 - part);
}

/** A schedule whose distance from its end shrinks from 1 to 0 as `remaining` says. */
export function ramp(caller: string, options: RampOptions, remaining: (part: number) => number): Schedule {
  const { from, to = 0, steps } = checkOptions(caller, options, ['from', 'to', 'steps']);
  assertBetween(caller, 'from', from, 0, Number.MAX_VALUE);
  assertBetween(caller, 'to', to, 0, Number.MAX_VALUE);
  assertInteger(caller, 'steps', steps);
  return (step) => (step >= steps ? to : to + (from - to) * remaining(step / steps));
}
