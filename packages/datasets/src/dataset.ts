import { assertShape, checkOptions, show } from '@latentkit/check';
import { sizeOf } from '@latentkit/shared';
import type { Dataset } from './core/dataset.ts';
import type { Example, LabelledExample } from './core/example.ts';
import { arraySource } from './core/source.ts';
import { viewOf } from './core/view.ts';
import { viewDataset } from './core/viewDataset.ts';
import { assertInRange, assertIsRange } from './values/assertRange.ts';
import { copyLabels } from './values/copyLabels.ts';
import { flatten, type Values } from './values/flatten.ts';

export type { Row, Values } from './values/flatten.ts';

/** What the values are. */
export interface ValuesOptions {
  /**
   * The shape of one example; an image is `[height, width, channels]`. Default, for rows: `[row.length]`. A flat array
   * needs it.
   */
  readonly shape?: readonly number[];
  /**
   * The lowest and the highest value that may occur, or `'any'`. Default: `[0, 1]` for images (three axes), as every
   * model here expects them; `'any'` for all else.
   */
  readonly range?: readonly [minimum: number, maximum: number] | 'any';
}

/** What the values are, and their classes. */
export interface LabelledValuesOptions extends ValuesOptions {
  /** One class an example: an integer of at least 0. */
  readonly labels: ArrayLike<number>;
}

/**
 * A data set of your own numbers. Everything is checked here, once, before any work: a value that is missing or no
 * finite number is refused by its place, and nothing is converted but numbers to float32.
 *
 * The values are copied, so that what becomes of yours later changes nothing: 60,000 digits take 47 MB as bytes and
 * 188 MB as floats. What does not fit in memory twice is better read when it is needed, in `map` over its indices.
 *
 * @param values one flat `Float32Array` or `Float64Array` of all examples; one flat `Uint8Array` of bytes, which stand
 * for byte / 255; or an array of rows, one an example, each an array of numbers or one of these
 * @param options their shape, range and labels
 * @throws TypeError where the values are none of these, or one is not a number
 * @throws RangeError where there is no example, the values do not fit the shape, one is not finite or out of range, or
 * the labels do not fit
 * @example
 * const points = dataset([[0, 1], [2, 3], [4, 5]]);
 * points.shape;  // [2]
 * [...points.at(1).data];  // [2, 3]
 */
export function dataset(values: Values, options: LabelledValuesOptions): Dataset<LabelledExample>;
export function dataset(values: Values, options?: ValuesOptions): Dataset;
export function dataset(
  values: Values,
  options: ValuesOptions & { labels?: ArrayLike<number> } = {},
): Dataset<Example> {
  const { labels, range } = checkOptions('dataset', options, ['shape', 'range', 'labels']);
  if (options.shape !== undefined) assertShape('dataset', 'shape', options.shape);
  if (range !== undefined) assertIsRange('dataset', range);
  const { flat, rowLength } = flatten('dataset', values);
  if (flat.length === 0) throw new RangeError('dataset: values is empty but at least one example was expected.');
  const shape = options.shape ?? (rowLength === undefined ? undefined : [rowLength]);
  if (shape === undefined) {
    throw new TypeError(
      'dataset: shape is undefined but the shape of one example was expected, because values is one flat array.',
    );
  }
  const size = sizeOf(shape);
  if (rowLength === undefined ? flat.length % size : rowLength !== size) {
    throw new RangeError(
      `dataset: values has ${rowLength === undefined ? flat.length : `rows of ${rowLength}`} values but shape ${show(shape)} takes ${rowLength === undefined ? 'a multiple of ' : ''}${size}.`,
    );
  }
  const place = (i: number) =>
    rowLength === undefined ? `values[${i}]` : `values[${Math.floor(i / size)}][${i % size}]`;
  assertInRange('dataset', flat, range ?? (shape.length === 3 ? [0, 1] : 'any'), place);
  const classes = labels === undefined ? undefined : copyLabels('dataset', labels, flat.length / size);
  return viewDataset(viewOf(arraySource(flat, [...shape], classes)));
}
