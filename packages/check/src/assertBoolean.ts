import { show } from './show.ts';

/** @throws TypeError unless true or false */
export function assertBoolean(caller: string, argument: string, value: unknown): asserts value is boolean {
  if (typeof value !== 'boolean') {
    throw new TypeError(`${caller}: ${argument} is ${show(value)} but true or false was expected.`);
  }
}
