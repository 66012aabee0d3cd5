import { normal } from '@latentkit/random';
import { tensor } from '@tensorflow/tfjs-core';
import type { Initializer } from './initializer.ts';

/**
 * The same value everywhere.
 *
 * @param value any finite number
 * @throws RangeError for another
 * @example
 * constantInitializer(0.5)(key(0), [2], { fanIn: 1, fanOut: 1 });  // [0.5, 0.5]
 */
export function constantInitializer(value: number): Initializer {
  if (!Number.isFinite(value)) {
    throw new RangeError(`constantInitializer: value is ${value} but a finite number was expected.`);
  }
  return (_, shape) => {
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
export const zerosInitializer: Initializer = constantInitializer(0);

/**
 * Ones.
 *
 * @example
 * onesInitializer(key(0), [2], { fanIn: 1, fanOut: 1 });  // [1, 1]
 */
export const onesInitializer: Initializer = constantInitializer(1);

/**
 * Normal of a given standard deviation, whatever the size of the layer. DCGAN has 0.02 for every kernel.
 *
 * @param standardDeviation finite, at least 0
 * @param mean default 0
 * @throws RangeError for another, when used
 * @example
 * normalInitializer(0.02)(key(0), [2], { fanIn: 1, fanOut: 1 }).shape;  // [2]
 *
 * Radford, Metz, Chintala: Unsupervised representation learning with deep convolutional GANs. ICLR 2016.
 */
export function normalInitializer(standardDeviation: number, mean = 0): Initializer {
  return (key, shape) => normal(key, shape, { mean, standardDeviation });
}
