import { assertBackend, assertInteger, assertKey, assertShape, checkOptions } from '@latentkit/check';
import { sizeOf } from '@latentkit/shared';
import type { Tensor } from '@tensorflow/tfjs-core';
import { bits } from './bits.ts';
import type { Key } from './key.ts';
import { normalQuantile } from './normalQuantile.ts';
import { onDevice } from './onDevice.ts';

/** Which normal distribution `normal` draws from. */
export interface NormalOptions {
  /** Its mean. Default 0. */
  readonly mean?: number;
  /** Its standard deviation, at least 0. Default 1. */
  readonly standardDeviation?: number;
}

/** The float32 next to −1, towards 0: JAX draws from here to 1, so that no value is infinite. */
const lowest = -1 + 2 ** -24;

/**
 * Standard normal numbers, those of `jax.random.normal`: `√2 erfinv(u)` with `u` uniform in `(−1, 1)`.
 *
 * JAX evaluates a float32 polynomial on each device; here it is float64 rounded once, the same on every machine and
 * within a few float32 ulps of JAX's.
 *
 * @param key the source of randomness
 * @param count how many, at least 0
 * @returns `count` numbers
 * @throws TypeError, RangeError for an argument that is not as said
 * @example
 * Array.from(normalValues(key(0), 1), (z) => z.toFixed(4));  // ["1.6226"]
 */
export function normalValues(key: Key, count: number): Float32Array {
  assertKey('normalValues', key);
  assertInteger('normalValues', 'count', count, 0);
  const words = bits(key, count);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    values[i] = normalQuantile(Math.max(lowest, Math.fround((words[i]! >>> 9) * 2 ** -22 + lowest)));
  }
  return values;
}

/**
 * A tensor of normal numbers; to the bit the same on every backend, whether made there or on the host and uploaded.
 *
 * @param key the source of randomness
 * @param shape the shape of the result
 * @param options mean and standard deviation
 * @returns `shape`, float32
 * @throws TypeError, RangeError for an argument that is not as said
 * @example
 * normal(key(0), [1, 1]);  // [1.6226]
 */
export function normal(key: Key, shape: readonly number[], options: NormalOptions = {}): Tensor {
  assertKey('normal', key);
  assertShape('normal', 'shape', shape);
  const { mean = 0, standardDeviation = 1 } = checkOptions('normal', options, ['mean', 'standardDeviation']);
  if (!Number.isFinite(mean)) throw new RangeError(`normal: mean is ${mean} but a finite number was expected.`);
  if (!(standardDeviation >= 0 && standardDeviation < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `normal: standardDeviation is ${standardDeviation} but a finite number of at least 0 was expected.`,
    );
  }
  assertBackend('normal');
  return onDevice('LatentKitNormal', { key: [...key], shape: [...shape], mean, standardDeviation }, () => {
    const values = normalValues(key, sizeOf(shape));
    if (mean !== 0 || standardDeviation !== 1) {
      for (let i = 0; i < values.length; i++) values[i] = mean + standardDeviation * values[i]!;
    }
    return values;
  });
}
