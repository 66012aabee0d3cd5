import { normal, uniform } from '@latentkit/random';
import type { Fans, Initializer } from './initializer.ts';

const uniformOf =
  (limit: (fans: Fans) => number): Initializer =>
  (key, shape, fans) =>
    uniform(key, shape, { minimum: -limit(fans), maximum: limit(fans) });

const normalOf =
  (standardDeviation: (fans: Fans) => number): Initializer =>
  (key, shape, fans) =>
    normal(key, shape, { standardDeviation: standardDeviation(fans) });

/**
 * Uniform in `±√(6 / (fanIn + fanOut))`: variance `2 / (fanIn + fanOut)`. The default of every kernel.
 *
 * @example
 * glorotUniform(key(0), [3, 2], { fanIn: 3, fanOut: 2 }).shape;  // [3, 2]
 *
 * Glorot, Bengio: Understanding the difficulty of training deep feedforward neural networks. AISTATS 2010.
 */
export const glorotUniform: Initializer = uniformOf(({ fanIn, fanOut }) => Math.sqrt(6 / (fanIn + fanOut)));

/**
 * Normal of variance `2 / (fanIn + fanOut)`, not truncated (Keras truncates at two standard deviations).
 *
 * @example
 * glorotNormal(key(0), [3, 2], { fanIn: 3, fanOut: 2 }).shape;  // [3, 2]
 *
 * Glorot, Bengio: Understanding the difficulty of training deep feedforward neural networks. AISTATS 2010.
 */
export const glorotNormal: Initializer = normalOf(({ fanIn, fanOut }) => Math.sqrt(2 / (fanIn + fanOut)));

/**
 * Uniform in `±√(6 / fanIn)`: variance `2 / fanIn`, right before a rectifier.
 *
 * @example
 * heUniform(key(0), [3, 2], { fanIn: 3, fanOut: 2 }).shape;  // [3, 2]
 *
 * He, Zhang, Ren, Sun: Delving deep into rectifiers. ICCV 2015.
 */
export const heUniform: Initializer = uniformOf(({ fanIn }) => Math.sqrt(6 / fanIn));

/**
 * Normal of variance `2 / fanIn`, right before a rectifier.
 *
 * @example
 * heNormal(key(0), [3, 2], { fanIn: 3, fanOut: 2 }).shape;  // [3, 2]
 *
 * He, Zhang, Ren, Sun: Delving deep into rectifiers. ICCV 2015.
 */
export const heNormal: Initializer = normalOf(({ fanIn }) => Math.sqrt(2 / fanIn));

/**
 * Uniform in `±√(3 / fanIn)`: variance `1 / fanIn`.
 *
 * @example
 * lecunUniform(key(0), [3, 2], { fanIn: 3, fanOut: 2 }).shape;  // [3, 2]
 *
 * LeCun, Bottou, Orr, Müller: Efficient backprop. 1998.
 */
export const lecunUniform: Initializer = uniformOf(({ fanIn }) => Math.sqrt(3 / fanIn));

/**
 * Normal of variance `1 / fanIn`.
 *
 * @example
 * lecunNormal(key(0), [3, 2], { fanIn: 3, fanOut: 2 }).shape;  // [3, 2]
 *
 * LeCun, Bottou, Orr, Müller: Efficient backprop. 1998.
 */
export const lecunNormal: Initializer = normalOf(({ fanIn }) => Math.sqrt(1 / fanIn));

/**
 * Uniform in `±1 / √fanIn`: variance `1 / (3 fanIn)`. Given for kernel and bias, it is the default of PyTorch's `Linear`
 * and `Conv2d`, for runs to be compared with it.
 *
 * @example
 * const asInPyTorch = { kernelInitializer: fanInUniform, biasInitializer: fanInUniform };
 * sequential([dense(2, asInPyTorch)], { inputShape: [3], key: key(0) }).outputShape;  // [2]
 */
export const fanInUniform: Initializer = uniformOf(({ fanIn }) => 1 / Math.sqrt(fanIn));
