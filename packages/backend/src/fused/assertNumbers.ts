import { assertFinite, checkOptions } from '@latentkit/check';

/** @throws TypeError unless an object with these numbers and no others, RangeError unless each is finite. */
export function assertNumbers<T extends object>(
  caller: string,
  numbers: T,
  names: readonly (keyof T & string)[],
): void {
  checkOptions(caller, numbers, names, 'numbers');
  for (const name of names) assertFinite(caller, `numbers.${name}`, numbers[name]);
}
