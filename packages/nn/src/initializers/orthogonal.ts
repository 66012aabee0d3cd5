import { assertPositive, checkOptions } from '@latentkit/check';
import { normalValues } from '@latentkit/random';
import { tensor } from '@tensorflow/tfjs-core';
import type { Initializer } from './initializer.ts';

/** The settings of `orthogonal`. */
export interface OrthogonalOptions {
  /** What every length is multiplied by, above 0. Default 1; `Math.SQRT2` before a rectifier. */
  readonly gain?: number;
}

/**
 * A random orthogonal matrix, uniform among all: it keeps every length, or all but the excess dimensions of it.
 *
 * The last axis of the shape is one side, all others together the other. Made on the host, in float64, in time
 * `rows · columns · min(rows, columns)`: about a second for 1024 × 1024.
 *
 * @param options gain
 * @throws TypeError, RangeError for a gain that is not a finite number above 0
 * @example
 * sequential([dense(8, { kernelInitializer: orthogonal() })], { inputShape: [8], key: key(1) }).outputShape;  // [8]
 *
 * Saxe, McClelland, Ganguli: Exact solutions to the nonlinear dynamics of learning in deep linear networks. ICLR 2014.
 */
export function orthogonal(options: OrthogonalOptions = {}): Initializer {
  const { gain = 1 } = checkOptions('orthogonal', options, ['gain']);
  assertPositive('orthogonal', 'gain', gain);
  return (key, shape) => {
    const columns = shape.at(-1) ?? 1;
    const rows = shape.slice(0, -1).reduce((product, length) => product * length, 1);
    const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
    const vectors = orthonormal(normalValues(key, count * length), count, length);
    const values = new Float32Array(rows * columns);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < length; j++) {
        values[rows >= columns ? j * columns + i : i * columns + j] = gain * vectors[i]![j]!;
      }
    }
    return tensor(values, [...shape]);
  };
}

/** Gram-Schmidt (modified): of Gaussian vectors it makes a frame uniform among all frames (Haar). */
function orthonormal(values: Float32Array, count: number, length: number): Float64Array[] {
  const vectors = Array.from({ length: count }, (_, i) =>
    Float64Array.from(values.subarray(i * length, (i + 1) * length)),
  );
  for (const [i, vector] of vectors.entries()) {
    const norm = Math.sqrt(dot(vector, vector));
    for (let j = 0; j < length; j++) vector[j]! /= norm;
    for (const other of vectors.slice(i + 1)) {
      const overlap = dot(vector, other);
      for (let j = 0; j < length; j++) other[j]! -= overlap * vector[j]!;
    }
  }
  return vectors;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
