import { show } from '@latentkit/check';

/** @throws TypeError unless a number, RangeError unless finite and at least 1: below, there is no distance. */
export function assertOrder(caller: string, order: unknown): asserts order is number {
  if (typeof order !== 'number') {
    throw new TypeError(`${caller}: order is ${show(order)} but a number was expected.`);
  }
  if (!(order >= 1 && order < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${caller}: order is ${order} but a finite number of at least 1 was expected.`);
  }
}
