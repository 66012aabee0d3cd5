import { show } from '@latentkit/check';

/** The lowest and the highest value that may occur, or `'any'`. */
export type Range = readonly [minimum: number, maximum: number] | 'any';

/** @throws TypeError unless `[minimum, maximum]` or `'any'` */
export function assertIsRange(caller: string, range: unknown): asserts range is Range {
  if (range === 'any') return;
  const [minimum, maximum] = Array.isArray(range) && range.length === 2 ? range : [];
  if (typeof minimum === 'number' && typeof maximum === 'number' && minimum <= maximum) return;
  throw new TypeError(`${caller}: range is ${show(range)} but [minimum, maximum] or 'any' was expected.`);
}

/** @throws RangeError unless every value is within the range; bytes stand for byte / 255 */
export function assertInRange(
  caller: string,
  flat: Float32Array | Uint8Array,
  range: Range,
  place: (i: number) => string,
): void {
  if (range === 'any') return;
  const [minimum, maximum] = range;
  const scale = flat instanceof Float32Array ? 1 : 255;
  for (let i = 0; i < flat.length; i++) {
    const value = flat[i]! / scale;
    if (value >= minimum && value <= maximum) continue;
    throw new RangeError(
      `${caller}: ${place(i)} is ${value} but a value from ${minimum} to ${maximum} was expected: rescale the values, or pass the true { range }.`,
    );
  }
}
