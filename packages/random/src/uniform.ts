import { assertBackend, assertInteger, assertKey, assertShape, checkOptions } from '@latentkit/check';
import { sizeOf } from '@latentkit/shared';
import type { Tensor } from '@tensorflow/tfjs-core';
import { bits } from './bits.ts';
import type { Key } from './key.ts';
import { onDevice } from './onDevice.ts';

/** The interval that `uniform` draws from. */
export interface UniformOptions {
  /** The least value, itself possible. Default 0. */
  readonly minimum?: number;
  /** The bound above, itself not drawn (but for rounding). Default 1. */
  readonly maximum?: number;
}

/**
 * Numbers uniform in `[0, 1)`, multiples of 2^−23, with the bits of `jax.random.uniform`.
 *
 * @param key the source of randomness
 * @param count how many, at least 0
 * @returns `count` numbers
 * @throws TypeError, RangeError for an argument that is not as said
 * @example
 * Array.from(uniformValues(key(0), 3), (u) => u.toFixed(4));  // ["0.9477", "0.9786", "0.3323"]
 */
export function uniformValues(key: Key, count: number): Float32Array {
  assertKey('uniformValues', key);
  assertInteger('uniformValues', 'count', count, 0);
  const words = bits(key, count);
  const values = new Float32Array(count);
  // JAX writes the top 23 bits behind the exponent of 1 and takes 1 away, which is this, exactly.
  for (let i = 0; i < count; i++) values[i] = (words[i]! >>> 9) * 2 ** -23;
  return values;
}

/**
 * A tensor of numbers uniform in `[minimum, maximum)`; to the bit the same on every backend, whether made there or on
 * the host and uploaded.
 *
 * @param key the source of randomness
 * @param shape the shape of the result
 * @param options the interval
 * @returns `shape`, float32
 * @throws TypeError, RangeError for an argument that is not as said
 * @example
 * uniform(key(0), [3]);  // [0.9477, 0.9786, 0.3323]
 */
export function uniform(key: Key, shape: readonly number[], options: UniformOptions = {}): Tensor {
  assertKey('uniform', key);
  assertShape('uniform', 'shape', shape);
  const { minimum = 0, maximum = 1 } = checkOptions('uniform', options, ['minimum', 'maximum']);
  if (!Number.isFinite(minimum) || !Number.isFinite(maximum) || !(minimum < maximum)) {
    throw new RangeError(
      `uniform: minimum is ${minimum} and maximum is ${maximum} but minimum < maximum, both finite, was expected.`,
    );
  }
  assertBackend('uniform');
  return onDevice('LatentKitUniform', { key: [...key], shape: [...shape], minimum, maximum }, () => {
    const values = uniformValues(key, sizeOf(shape));
    if (minimum !== 0 || maximum !== 1) {
      const low = Math.fround(minimum);
      const range = Math.fround(Math.fround(maximum) - low);
      for (let i = 0; i < values.length; i++) {
        values[i] = Math.max(low, Math.fround(values[i]! * range) + low);
      }
    }
    return values;
  });
}
