import { assertBackend, assertFinite, assertNotNegative, assertShape } from '@latentkit/check';
import { normal } from '@latentkit/random';
import { tensor } from '@tensorflow/tfjs-core';
import type { Initializer } from './initializer.ts';

/**
 * The same value everywhere.
 *
 * @param value any finite number
 * @throws TypeError, RangeError for another
 * @example
 * constantInitializer(0.5)(key(0), [2], { fanIn: 1, fanOut: 1 });  // [0.5, 0.5]
 */
export function constantInitializer(value: number): Initializer {
  return constantOf('constantInitializer', value);
}

function constantOf(caller: string, value: number): Initializer {
  assertFinite(caller, 'value', value);
  return (_, shape) => {
    assertShape(caller, 'shape', shape);
    assertBackend(caller);
    const size = shape.reduce((product, length) => product * length, 1);
    return tensor(new Float32Array(size).fill(value), [...shape], 'float32');
  };
}

/**
 * Zeros: the default of every bias.
 *
 * @example
 * zerosInitializer(key(0), [2], { fanIn: 1, fanOut: 1 });  // [0, 0]
 */
export const zerosInitializer: Initializer = constantOf('zerosInitializer', 0);

/**
 * Ones.
 *
 * @example
 * onesInitializer(key(0), [2], { fanIn: 1, fanOut: 1 });  // [1, 1]
 */
export const onesInitializer: Initializer = constantOf('onesInitializer', 1);

/**
 * Normal of a given standard deviation, whatever the size of the layer. DCGAN has 0.02 for every kernel.
 *
 * @param standardDeviation finite, at least 0
 * @param mean default 0
 * @throws TypeError, RangeError for another
 * @example
 * normalInitializer(0.02)(key(0), [2], { fanIn: 1, fanOut: 1 }).shape;  // [2]
 *
 * Radford, Metz, Chintala: Unsupervised representation learning with deep convolutional GANs. ICLR 2016.
 */
export function normalInitializer(standardDeviation: number, mean = 0): Initializer {
  assertNotNegative('normalInitializer', 'standardDeviation', standardDeviation);
  assertFinite('normalInitializer', 'mean', mean);
  return (key, shape) => normal(key, shape, { mean, standardDeviation });
}
