import { assertInteger, assertPositive, checkOptions } from '@latentkit/check';
import { type Finding, lasting } from './finding.ts';
import type { GanReading } from './watchGan.ts';

/** Options of {@link watchDivergence}. */
export interface WatchDivergenceOptions {
  /** How many times as large as 1, or as in the first reading where that is larger, is too much. Default 100. */
  readonly factor?: number;
  /** For how many readings in a row. Default 3. */
  readonly patience?: number;
}

const watched = ['realScore', 'fakeScore', 'criticGradient', 'generatorGradient'] as const;

/**
 * Says when scores or gradients run away: one of them is NaN or infinite, or has been far larger than at first for some
 * readings.
 *
 *   |value| > factor · max(1, |first value|)
 *
 * @returns a function that takes each reading in turn, for one run; it gives a finding while that lasts, and otherwise nothing
 * @throws TypeError, RangeError for an option out of range
 * @example
 * const diverged = watchDivergence({ patience: 1 });
 * const reading = { fakeScore: 0, criticGradient: 1, generatorGradient: 1, criticDistance: 1, generatorDistance: 1, spread: 1 };
 * diverged({ ...reading, step: 100, realScore: 2 }) === undefined; // true
 * diverged({ ...reading, step: 200, realScore: 900 })?.step; // 200
 */
export function watchDivergence(options: WatchDivergenceOptions = {}): (reading: GanReading) => Finding | undefined {
  const { factor = 100, patience = 3 } = checkOptions('watchDivergence', options, ['factor', 'patience']);
  assertPositive('watchDivergence', 'factor', factor);
  assertInteger('watchDivergence', 'patience', patience);
  const since = lasting(patience);
  let first: GanReading | undefined;
  return (reading) => {
    first ??= reading;
    const beginning = first;
    const size = (name: (typeof watched)[number]) => Math.abs(reading[name]) / Math.max(1, Math.abs(beginning[name]));
    const lost = watched.find((name) => !Number.isFinite(reading[name]));
    const large = watched.find((name) => size(name) > factor);
    const step = since(large !== undefined, reading.step);
    const name = lost ?? large;
    if (name === undefined || (lost === undefined && step === undefined)) return undefined;
    const from = step ?? reading.step;
    const message =
      `Since step ${from} the game runs away: ${name} is ${reading[name].toPrecision(3)}, and was ` +
      `${beginning[name].toPrecision(3)} at step ${beginning.step}. Try a penalty such as r1() or gradientPenalty(), smaller ` +
      'learning rates, or clipByNorm around the optimizers.';
    return { kind: 'divergence', step: from, message };
  };
}
