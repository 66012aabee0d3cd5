import { assertPositive, show } from '@latentkit/check';

/** A number, such as the learning rate, as a function of the updates done before: `schedule(0)` is for the first one. */
export type Schedule = (step: number) => number;

/** The number at a step. @throws TypeError, RangeError unless a positive number or a schedule. */
export function toSchedule(caller: string, argument: string, value: number | Schedule): Schedule {
  if (typeof value === 'function') {
    return (step) => {
      const now = value(step);
      if (!(typeof now === 'number' && now >= 0 && now < Number.POSITIVE_INFINITY)) {
        throw new RangeError(
          `${caller}: ${argument} is ${show(now)} at step ${step} but a finite number of at least 0 was expected.`,
        );
      }
      return now;
    };
  }
  assertPositive(caller, argument, value);
  return () => value;
}
