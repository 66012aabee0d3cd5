import { show } from '@latentkit/check';
import type { ContextSizes, Layer } from '../network.ts';
import { concatContext } from './concatContext.ts';

/**
 * For each name of a context a layer that puts it beside the features: what recipes of conditional networks begin with.
 *
 * @param caller the function whose errors these are
 * @param conditions sizes of what is read, by name. Default none
 * @returns the layers, in the order of the names
 * @throws TypeError, RangeError for other conditions
 * @example
 * const layers = readConditions('mine', { label: { classes: 10 }, time: 1 });
 * sequential([...layers, dense(8)], { inputShape: [2], key: key(1) }).variables['2/kernel']?.shape;  // [13, 8]
 */
export function readConditions(caller: string, conditions: ContextSizes = {}): Layer[] {
  if (typeof conditions !== 'object' || conditions === null || Array.isArray(conditions)) {
    throw new TypeError(
      `${caller}: conditions is ${show(conditions)} but sizes by name were expected, such as { label: { classes: 10 } }.`,
    );
  }
  return Object.entries(conditions).map(([name, size]) => concatContext(name, size));
}
