import { assertFinite } from '@latentkit/check';
import * as tf from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';
import { elementwise } from './elementwise.ts';

/**
 * The rectifier: `max(x, 0)`.
 *
 * @example
 * sequential([relu], { inputShape: [2], key: key(0) }).apply(tensor2d([[-1, 2]]));  // [0, 2]
 *
 * Nair, Hinton: Rectified linear units improve restricted Boltzmann machines. ICML 2010.
 */
export const relu: Layer = elementwise('relu', tf.relu, {
  activation: { name: 'relu' },
  range: [0, Number.POSITIVE_INFINITY],
});

/**
 * The rectifier that lets a little through: `x` where `x > 0`, else `slope x`.
 *
 * @param slope of the negative side. Default 0.2, as GANs have it
 * @example
 * sequential([leakyRelu(0.2)], { inputShape: [2], key: key(0) }).apply(tensor2d([[-1, 2]]));  // [-0.2, 2]
 *
 * Maas, Hannun, Ng: Rectifier nonlinearities improve neural network acoustic models. ICML 2013.
 */
export function leakyRelu(slope = 0.2): Layer {
  assertFinite('leakyRelu', 'slope', slope);
  return elementwise('leakyRelu', (x) => tf.leakyRelu(x, slope), {
    activation: { name: 'leakyrelu', slope },
  });
}

/**
 * The exponential linear unit: `x` where `x > 0`, else `exp(x) − 1`.
 *
 * @example
 * sequential([elu], { inputShape: [2], key: key(0) }).apply(tensor2d([[-1, 2]]));  // [-0.6321, 2]
 *
 * Clevert, Unterthiner, Hochreiter: Fast and accurate deep network learning by exponential linear units. ICLR 2016.
 */
export const elu: Layer = elementwise('elu', tf.elu, { activation: { name: 'elu' } });

/**
 * The Gaussian error linear unit: `x Φ(x)`, by the error function and not its tanh approximation.
 *
 * @example
 * sequential([gelu], { inputShape: [2], key: key(0) }).apply(tensor2d([[-1, 2]]));  // [-0.1587, 1.9545]
 *
 * Hendrycks, Gimpel: Gaussian error linear units. 2016.
 */
export const gelu: Layer = elementwise('gelu', (x) =>
  tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
);

/**
 * The sigmoid linear unit, or swish: `x / (1 + exp(−x))`.
 *
 * @example
 * sequential([silu], { inputShape: [2], key: key(0) }).apply(tensor2d([[-1, 2]]));  // [-0.2689, 1.7616]
 *
 * Elfwing, Uchibe, Doya: Sigmoid-weighted linear units for neural network function approximation. 2018.
 */
export const silu: Layer = elementwise('silu', (x) => tf.mul(x, tf.sigmoid(x)));

/**
 * The hyperbolic tangent, in (−1, 1).
 *
 * @example
 * sequential([tanh], { inputShape: [2], key: key(0) }).apply(tensor2d([[-1, 2]]));  // [-0.7616, 0.964]
 */
export const tanh: Layer = elementwise('tanh', tf.tanh, { range: [-1, 1] });

/**
 * The logistic function `1 / (1 + exp(−x))`, in (0, 1).
 *
 * @example
 * sequential([sigmoid], { inputShape: [2], key: key(0) }).apply(tensor2d([[-1, 2]]));  // [0.2689, 0.8808]
 */
export const sigmoid: Layer = elementwise('sigmoid', tf.sigmoid, {
  activation: { name: 'sigmoid' },
  range: [0, 1],
});

/**
 * The smooth rectifier `log(1 + exp(x))`, above 0.
 *
 * @example
 * sequential([softplus], { inputShape: [2], key: key(0) }).apply(tensor2d([[-1, 2]]));  // [0.3133, 2.1269]
 */
export const softplus: Layer = elementwise('softplus', tf.softplus, { range: [0, Number.POSITIVE_INFINITY] });
