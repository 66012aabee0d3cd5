import { show } from '@latentkit/check';
import { type Key, normalValues, split, uniformValues } from '@latentkit/random';
import type { Dataset } from '../core/dataset.ts';
import type { Example, ExampleOf } from '../core/example.ts';
import { componentsOf, type MixtureParameters } from './mixtureComponents.ts';
import { type Component, logDensity } from './mixtureDensity.ts';
import { type LabelledPointsOptions, points } from './points.ts';

/** Which mixture, how many points, and which. */
export interface GaussianMixtureOptions<L extends boolean = false>
  extends MixtureParameters,
    LabelledPointsOptions<L> {}

/** Points of a Gaussian mixture, with the truth they were drawn from. */
export interface MixtureDataset<E extends Example = Example> extends Dataset<E> {
  /** The means of the components: the modes, where they stand apart. */
  readonly means: readonly (readonly number[])[];
  /**
   * The true log density of each point, in nats, in double precision.
   *
   * @param points rows, or all coordinates flat (as `await tensor.data()` gives them)
   * @returns one value a point
   * @throws RangeError where the points are of another dimension
   */
  logProb(points: ArrayLike<number> | readonly ArrayLike<number>[]): Float64Array;
}

/**
 * Points of a mixture of Gaussians, and its true density.
 *
 *   p(x) = Σₖ wₖ N(x; μₖ, Σₖ)
 *
 * @returns points `[d]`; the class is the component
 * @throws TypeError, RangeError for an option that is not as said
 * @example
 * const mixture = gaussianMixture({ means: [[0, 0], [4, 0]], standardDeviations: [1, 0.5], weights: [3, 1], seed: 1 });
 * [...mixture.logProb([[0, 0]])];  // [-2.1256]
 */
export function gaussianMixture<L extends boolean = false>(
  options: GaussianMixtureOptions<L>,
): MixtureDataset<ExampleOf<L>> {
  const components = componentsOf(options);
  const size = components[0]!.mean.length;
  const density = logDensity(components);
  const drawn = points(
    'gaussianMixture',
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

function rowsOf(at: ArrayLike<number> | readonly ArrayLike<number>[], size: number): number[][] {
  const rows = typeof at?.[0] === 'number' ? undefined : (at as readonly ArrayLike<number>[]);
  if (typeof at?.length !== 'number' || (rows ? rows.some((row) => row?.length !== size) : at.length % size)) {
    throw new RangeError(`logProb: points is ${show(at)} but points of ${size} coordinates were expected.`);
  }
  if (rows) return Array.from(rows, (row) => Array.from(row));
  const flat = at as ArrayLike<number>;
  return Array.from({ length: flat.length / size }, (_, n) =>
    Array.from({ length: size }, (_, i) => flat[n * size + i]!),
  );
}
