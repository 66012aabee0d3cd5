import { show } from '@latentkit/check';

/** Numbers of examples: flat floats, flat bytes (byte / 255), or rows. */
export type Values = Float32Array | Uint8Array | Uint8ClampedArray | readonly ArrayLike<number>[];

/** All values in one array, and the shape of a row where they came as rows. */
export function flatten(values: Values): { flat: Float32Array | Uint8Array | Uint8ClampedArray; rowShape?: [number] } {
  if (values instanceof Float32Array || values instanceof Uint8Array || values instanceof Uint8ClampedArray) {
    return { flat: values };
  }
  if (!Array.isArray(values) || values.some((row) => typeof row?.length !== 'number' || typeof row === 'string')) {
    throw new TypeError(
      `dataset: values is ${show(values)} but a Float32Array, a Uint8Array or an array of rows was expected.`,
    );
  }
  const rows = values as readonly ArrayLike<number>[];
  const length = rows[0]?.length ?? 0;
  const flat = new Float32Array(rows.length * length);
  rows.forEach((row, index) => {
    if (row.length !== length) {
      throw new RangeError(
        `dataset: values[${index}] has ${row.length} values but values[0] has ${length}: every example has one shape.`,
      );
    }
    flat.set(row, index * length);
  });
  return { flat, rowShape: [length] };
}

/** @throws RangeError unless every value is finite and within the range. */
export function assertRange(flat: ArrayLike<number>, size: number, range: readonly [number, number] | 'any'): void {
  if (!(range === 'any' || (Array.isArray(range) && range.length === 2 && range[0] <= range[1]))) {
    throw new RangeError(`dataset: range is ${show(range)} but [minimum, maximum] or 'any' was expected.`);
  }
  const [minimum, maximum] = range === 'any' ? [-Number.MAX_VALUE, Number.MAX_VALUE] : range;
  const scale = flat instanceof Float32Array ? 1 : 255;
  for (let i = 0; i < flat.length; i++) {
    const value = flat[i]! / scale;
    if (value >= minimum && value <= maximum) continue;
    throw new RangeError(
      `dataset: value ${i % size} of example ${Math.floor(i / size)} is ${value} but ${
        Number.isFinite(value)
          ? `a value from ${minimum} to ${maximum} was expected: rescale the values, or pass the true { range }.`
          : 'a finite number was expected.'
      }`,
    );
  }
}

/** @throws RangeError unless there is one class an example. */
export function assertLabels(labels: ArrayLike<number>, count: number, caller = 'dataset'): void {
  if (labels?.length !== count) {
    throw new RangeError(`${caller}: labels has ${labels?.length} entries but there are ${count} examples.`);
  }
  for (let i = 0; i < count; i++) {
    const label = labels[i]!;
    if (!Number.isInteger(label) || label < 0 || label > 0x7fffffff) {
      throw new RangeError(`${caller}: labels[${i}] is ${show(label)} but an integer of at least 0 was expected.`);
    }
  }
}
