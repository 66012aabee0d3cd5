import { isTensor, show } from '@latentkit/check';

/** The numbers of one example: numbers as they are, or bytes, which stand for byte / 255. */
export type Row = readonly number[] | Float32Array | Float64Array | Uint8Array | Uint8ClampedArray;

/** Numbers of examples: all in one flat array, or rows. */
export type Values = Exclude<Row, readonly number[]> | readonly Row[];

/** A copy of all values in one array, and how many a row had, where they came as rows. */
export interface Flat {
  readonly flat: Float32Array | Uint8Array;
  readonly rowLength?: number;
}

const flatKinds = ['Float32Array', 'Float64Array', 'Uint8Array', 'Uint8ClampedArray'];

/** @throws TypeError, RangeError where a value is no finite number, by its place; where rows differ in length */
export function flatten(caller: string, values: Values): Flat {
  const kind = kindOf(values);
  if (kind !== undefined && flatKinds.includes(kind)) {
    const numbers = values as Exclude<Values, readonly Row[]>;
    if (isBytes(numbers)) return { flat: new Uint8Array(numbers) };
    const flat = new Float32Array(numbers.length);
    copyNumbers(caller, numbers, flat, 0, (i) => `values[${i}]`);
    return { flat };
  }
  if (!Array.isArray(values)) {
    const remedy = isTensor(values) ? ': pass await values.data(), with { shape }' : '';
    throw new TypeError(
      `${caller}: values is ${show(values)} but a Float32Array, a Float64Array, a Uint8Array or an array of rows was expected${remedy}.`,
    );
  }
  return flattenRows(caller, values);
}

function flattenRows(caller: string, rows: readonly Row[]): Flat {
  // By index throughout: forEach and its like leave out the holes of an array.
  for (let i = 0; i < rows.length; i++) assertRow(caller, i, rows[i], (rows[0] as Row | undefined)?.length);
  const length = rows[0]?.length ?? 0;
  if (rows.every(isBytes)) {
    const flat = new Uint8Array(rows.length * length);
    rows.forEach((row, i) => {
      flat.set(row, i * length);
    });
    return { flat, rowLength: length };
  }
  const flat = new Float32Array(rows.length * length);
  rows.forEach((row, i) => {
    const numbers = isBytes(row) ? Float32Array.from(row, (byte) => byte / 255) : row;
    copyNumbers(caller, numbers, flat, i * length, (j) => `values[${i}][${j}]`);
  });
  return { flat, rowLength: length };
}

function assertRow(caller: string, index: number, row: unknown, length: number | undefined): asserts row is Row {
  const kind = kindOf(row);
  if (!(Array.isArray(row) || (kind !== undefined && flatKinds.includes(kind)))) {
    throw new TypeError(
      `${caller}: values[${index}] is ${show(row)} but a row of numbers (an array, a Float32Array, a Float64Array or a Uint8Array) was expected.`,
    );
  }
  if ((row as Row).length !== length) {
    throw new RangeError(
      `${caller}: values[${index}] has ${(row as Row).length} values but values[0] has ${length}: every example has one shape.`,
    );
  }
}

function copyNumbers(
  caller: string,
  numbers: ArrayLike<unknown>,
  target: Float32Array,
  offset: number,
  place: (i: number) => string,
): void {
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i];
    if (typeof value === 'number') {
      target[offset + i] = value;
      if (Number.isFinite(target[offset + i])) continue;
    }
    throw notFinite(caller, place(i), value);
  }
}

function notFinite(caller: string, place: string, value: unknown): Error {
  const found = `${caller}: ${place} is ${show(value)} but`;
  if (Number.isFinite(value)) return new RangeError(`${found} a number that float32 can hold was expected.`);
  if (typeof value === 'number') return new RangeError(`${found} a finite number was expected.`);
  const remedy = Object(value) === value ? ': a row is flat, and { shape } says of what shape' : '';
  return new TypeError(`${found} a finite number was expected${remedy}.`);
}

/** `'Float32Array'` and the like; `instanceof` would not know the arrays of another realm, such as a frame or a sandbox. */
export function kindOf(value: unknown): string | undefined {
  return ArrayBuffer.isView(value) ? (value as Float32Array)[Symbol.toStringTag] : undefined;
}

function isBytes(value: unknown): value is Uint8Array | Uint8ClampedArray {
  const kind = kindOf(value);
  return kind === 'Uint8Array' || kind === 'Uint8ClampedArray';
}
