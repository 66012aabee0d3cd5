import { isTensor, show } from './show.ts';

/**
 * The options, once it is known that they are such, so that a name that is misspelt is not silently left out.
 *
 * @param names of all options that there are
 * @throws TypeError unless an object with none but these names
 */
export function checkOptions<T extends object>(
  caller: string,
  options: T,
  names: readonly (keyof T & string)[],
  argument = 'options',
): T {
  const isObject = typeof options === 'object' && options !== null && !Array.isArray(options);
  const unknown = isObject && Object.keys(options).find((name) => !(names as readonly string[]).includes(name));
  if (isObject && unknown === undefined) return options;
  // A tensor has names of its own, none of them an option's.
  if (!isObject || isTensor(options)) {
    const expected = names.length === 0 ? 'an empty object' : `an object with ${names.join(', ')}`;
    throw new TypeError(`${caller}: ${argument} is ${show(options)} but ${expected} was expected.`);
  }
  const meant = names.find((known) => known.toLowerCase() === (unknown as string).toLowerCase());
  throw new TypeError(
    `${caller}: ${argument} has ${show(unknown)} but ${meant ? show(meant) : `one of ${names.map(show).join(', ')}`} was expected.`,
  );
}
