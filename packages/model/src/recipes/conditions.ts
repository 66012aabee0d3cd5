import { show } from '@latentkit/check';
import { type ContextSize, concatContext, type Layer } from '@latentkit/nn';

/** The names that a network reads from the context, and how large what it finds there is: see `concatContext`. */
export type Conditions = Readonly<Record<string, ContextSize>>;

/** A layer for each name, which puts it beside the features. @throws TypeError, RangeError for other conditions */
export function readConditions(caller: string, conditions: Conditions = {}): Layer[] {
  if (typeof conditions !== 'object' || conditions === null || Array.isArray(conditions)) {
    throw new TypeError(
      `${caller}: conditions is ${show(conditions)} but sizes by name were expected, such as { label: { classes: 10 } }.`,
    );
  }
  return Object.entries(conditions).map(([name, size]) => concatContext(name, size));
}
