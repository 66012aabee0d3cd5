import { show } from '@latentkit/check';
import { type Key, normalValues, split, uniformValues } from '@latentkit/random';
import type { Dataset } from '../core/dataset.ts';
import type { Example, ExampleOf } from '../core/example.ts';
import { componentsOf, type MixtureParameters } from './mixtureComponents.ts';
import { type Component, logDensity } from './mixtureDensity.ts';
import { type LabelledPointsOptions, points } from './points.ts';

/** Points of a Gaussian mixture, with the truth they were drawn from. */
export interface MixtureDataset<E extends Example = Example> extends Dataset<E> {
  /** The means of the components: the modes, where they stand apart. */
  readonly means: readonly (readonly number[])[];
  /**
   * The true log density of each point, in nats, in double precision.
   *
   * @param points rows, or all coordinates flat (as `await tensor.data()` gives them)
   * @returns one value a point
   * @throws TypeError where a coordinate is not a number, RangeError where the points are of another dimension
   */
  logProb(points: ArrayLike<number> | readonly ArrayLike<number>[]): Float64Array;
}

/** Draws the points of a mixture; `caller` is what its errors call it. */
export function mixture<L extends boolean>(
  caller: string,
  options: MixtureParameters & LabelledPointsOptions<L>,
): MixtureDataset<ExampleOf<L>> {
  const components = componentsOf(options);
  const size = components[0]!.mean.length;
  const density = logDensity(components);
  const drawn = points(
    caller,
    options,
    (key, count, values, classes) => draw(components, key, count, values, classes),
    size,
  );
  const means = components.map(({ mean }) => mean);
  return { ...drawn, means, logProb: (at) => Float64Array.from(rowsOf(at, size), density) };
}

function draw(components: readonly Component[], key: Key, count: number, values: Float32Array, classes: Int32Array) {
  const size = components[0]!.mean.length;
  const [whichKey, noiseKey] = split(key);
  const which = uniformValues(whichKey!, count);
  const noise = normalValues(noiseKey!, size * count);
  for (let n = 0; n < count; n++) {
    // The last component takes what rounding leaves of the sum of the weights.
    let k = 0;
    for (let rest = which[n]!; k < components.length - 1 && rest >= components[k]!.weight; k++) {
      rest -= components[k]!.weight;
    }
    const { mean, factor } = components[k]!;
    for (let i = 0; i < size; i++) {
      let value = mean[i]!;
      for (let j = 0; j <= i; j++) value += factor[i]![j]! * noise[n * size + j]!;
      values[n * size + i] = value;
    }
    classes[n] = k;
  }
}

function rowsOf(points: ArrayLike<number> | readonly ArrayLike<number>[], size: number): number[][] {
  const isList = (value: unknown) => Array.isArray(value) || ArrayBuffer.isView(value);
  const rows = isList(points?.[0]) ? (points as readonly ArrayLike<number>[]) : undefined;
  const fits = rows
    ? Array.from(rows).every((row) => isList(row) && row.length === size)
    : isList(points) && points.length % size === 0;
  if (!fits) {
    throw new RangeError(
      `dataset.logProb: points is ${show(points)} but points of ${size} coordinates were expected, as rows or flat.`,
    );
  }
  const read = (value: unknown, place: string) => {
    if (typeof value === 'number' && !Number.isNaN(value)) return value;
    throw new TypeError(`dataset.logProb: points${place} is ${show(value)} but a number was expected.`);
  };
  if (rows) return Array.from(rows, (row, n) => Array.from(row, (value, i) => read(value, `[${n}][${i}]`)));
  const flat = points as ArrayLike<number>;
  return Array.from({ length: flat.length / size }, (_, n) =>
    Array.from({ length: size }, (_, i) => read(flat[n * size + i], `[${n * size + i}]`)),
  );
}
