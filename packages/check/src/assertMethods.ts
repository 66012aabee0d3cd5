import { show } from './show.ts';

/** @throws TypeError unless an object, or a function, with all of these methods. */
export function assertMethods(caller: string, argument: string, value: unknown, methods: readonly string[]): void {
  const found = Object(value) as Record<string, unknown>;
  if (found !== value || !methods.every((method) => typeof found[method] === 'function')) {
    const expected = methods.map((method) => `${method}()`).join(', ');
    throw new TypeError(`${caller}: ${argument} is ${show(value)} but an object with ${expected} was expected.`);
  }
}
