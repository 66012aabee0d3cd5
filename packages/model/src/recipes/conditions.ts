import { show } from '@latentkit/check';
import { type ContextSizes, concatContext, type Layer } from '@latentkit/nn';

/** A layer for each name, which puts it beside the features. @throws TypeError, RangeError for other conditions */
export function readConditions(caller: string, conditions: ContextSizes = {}): Layer[] {
  if (typeof conditions !== 'object' || conditions === null || Array.isArray(conditions)) {
    throw new TypeError(
      `${caller}: conditions is ${show(conditions)} but sizes by name were expected, such as { label: { classes: 10 } }.`,
    );
  }
  return Object.entries(conditions).map(([name, size]) => concatContext(name, size));
}
