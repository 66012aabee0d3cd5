import { type RampOptions, ramp } from './linear.ts';
import type { Schedule } from './schedule.ts';

/**
 * Half a cosine wave from one value to another, which then stays: slow, fast, slow.
 *
 *   to + (from − to) (1 + cos(π step / steps)) / 2
 *
 * @param options from, to, steps
 * @throws TypeError, RangeError for an option out of range
 * @example
 * cosine({ from: 1, to: 0, steps: 4 })(2);  // 0.5
 *
 * Loshchilov, Hutter: SGDR: stochastic gradient descent with warm restarts. ICLR 2017.
 */
export function cosine(options: RampOptions): Schedule {
  return ramp('cosine', options, (part) => (1 + Math.cos(Math.PI * part)) / 2);
}
