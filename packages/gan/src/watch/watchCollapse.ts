import { assertBetween, assertInteger, checkOptions } from '@latentkit/check';
import { type Finding, lasting } from './finding.ts';
import type { GanReading } from './watchGan.ts';

/** Options of {@link watchCollapse}. */
export interface WatchCollapseOptions {
  /** The spread below which samples are too much alike, as a part of that of the data, from 0 to 1. Default 0.1. */
  readonly spread?: number;
  /** For how many readings in a row. Default 3. */
  readonly patience?: number;
}

/**
 * Says when a generator gives much the same for all noise: its samples have lain too close together for some readings. A
 * generator that leaves out some modes and varies among the others is not found: count its modes by `modeCoverage`, or
 * its classes by `evaluateSamples`, of `@latentkit/metrics`.
 *
 * @returns a function that takes each reading in turn, for one run; it gives a finding while the collapse lasts, and otherwise nothing
 * @throws TypeError, RangeError for an option out of range
 * @example
 * const collapsed = watchCollapse({ patience: 1 });
 * const reading = { realScore: 1, fakeScore: 0, criticGradient: 1, generatorGradient: 1, criticDistance: 1, generatorDistance: 1 };
 * collapsed({ ...reading, step: 100, spread: 0.9 }) === undefined; // true
 * collapsed({ ...reading, step: 200, spread: 0.01 })?.step; // 200
 */
export function watchCollapse(options: WatchCollapseOptions = {}): (reading: GanReading) => Finding | undefined {
  const { spread = 0.1, patience = 3 } = checkOptions('watchCollapse', options, ['spread', 'patience']);
  assertBetween('watchCollapse', 'spread', spread, 0, 1);
  assertInteger('watchCollapse', 'patience', patience);
  const since = lasting(patience);
  return (reading) => {
    const step = since(reading.spread < spread, reading.step);
    if (step === undefined) return undefined;
    const message =
      `Since step ${step} the generator has given much the same for all noise: its samples are ${reading.spread.toPrecision(2)} ` +
      'times as far apart as the data. Try packing(2), a penalty such as r1(), the relativistic loss with R1 and R2 (r3gan), ' +
      'or a smaller learning rate of the generator.';
    return { kind: 'collapse', step, message };
  };
}
