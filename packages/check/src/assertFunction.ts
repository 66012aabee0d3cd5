import { show } from './show.ts';

/** @throws TypeError unless a function */
export function assertFunction(caller: string, argument: string, value: unknown, expected = 'a function'): void {
  if (typeof value !== 'function') {
    throw new TypeError(`${caller}: ${argument} is ${show(value)} but ${expected} was expected.`);
  }
}
