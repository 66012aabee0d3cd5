import { assertShape, show } from '@latentkit/check';
import { assertLabels, assertRange, flatten, type Values } from './core/checkValues.ts';
import type { Dataset } from './core/dataset.ts';
import type { Example, LabelledExample } from './core/example.ts';
import { arraySource, sizeOf } from './core/source.ts';
import { viewOf } from './core/view.ts';
import { viewDataset } from './core/viewDataset.ts';

export type { Values } from './core/checkValues.ts';

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
 * A data set of your own numbers. Everything is checked here, once, before any work.
 *
 * @param values one flat `Float32Array` of all examples (used as it is, not copied); one flat `Uint8Array` of bytes,
 * which stand for byte / 255; or an array of rows, one an example
 * @param options their shape, range and labels
 * @throws TypeError where the values are none of these
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
  const { labels } = options;
  const { flat, rowShape } = flatten(values);
  if (flat.length === 0) throw new RangeError('dataset: values is empty but at least one example was expected.');
  const shape = options.shape ?? rowShape;
  if (shape === undefined) {
    throw new TypeError(
      'dataset: shape is undefined but the shape of one example was expected, because values is one flat array.',
    );
  }
  assertShape('dataset', 'shape', shape);
  const size = sizeOf(shape);
  if (rowShape ? rowShape[0] !== size : flat.length % size) {
    throw new RangeError(
      `dataset: values has ${rowShape ? `rows of ${rowShape[0]}` : flat.length} values but shape ${show(shape)} takes ${rowShape ? '' : 'a multiple of '}${size}.`,
    );
  }
  const { range = shape.length === 3 ? ([0, 1] as const) : 'any' } = options;
  assertRange(flat, size, range);
  const source = arraySource(flat, [...shape], labels);
  if (labels !== undefined) assertLabels(labels, source.length);
  return viewDataset(viewOf(source));
}
