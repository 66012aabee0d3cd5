import { assertBackend, assertInteger, assertKey, assertShape, checkOptions } from '@latentkit/check';
import { type Key, normal, uniform } from '@latentkit/random';
import type { Fans, Initializer } from './initializer.ts';

const uniformOf =
  (name: string, limit: (fans: Fans) => number): Initializer =>
  (key, shape, fans) => {
    assertArguments(name, key, shape, fans);
    return uniform(key, shape, { minimum: -limit(fans), maximum: limit(fans) });
  };

const normalOf =
  (name: string, standardDeviation: (fans: Fans) => number): Initializer =>
  (key, shape, fans) => {
    assertArguments(name, key, shape, fans);
    return normal(key, shape, { standardDeviation: standardDeviation(fans) });
  };

function assertArguments(caller: string, key: Key, shape: readonly number[], fans: Fans): void {
  assertKey(caller, key);
  assertShape(caller, 'shape', shape);
  checkOptions(caller, fans, ['fanIn', 'fanOut'], 'fans');
  assertInteger(caller, 'fans.fanIn', fans.fanIn);
  assertInteger(caller, 'fans.fanOut', fans.fanOut);
  assertBackend(caller);
}

/**
 * Uniform in `±√(6 / (fanIn + fanOut))`: variance `2 / (fanIn + fanOut)`. The default of every kernel.
 *
 * @example
 * glorotUniform(key(0), [3, 2], { fanIn: 3, fanOut: 2 }).shape;  // [3, 2]
 *
 * Glorot, Bengio: Understanding the difficulty of training deep feedforward neural networks. AISTATS 2010.
 */
export const glorotUniform: Initializer = uniformOf('glorotUniform', ({ fanIn, fanOut }) =>
  Math.sqrt(6 / (fanIn + fanOut)),
);

/**
 * Normal of variance `2 / (fanIn + fanOut)`, not truncated (Keras truncates at two standard deviations).
 *
 * @example
 * glorotNormal(key(0), [3, 2], { fanIn: 3, fanOut: 2 }).shape;  // [3, 2]
 *
 * Glorot, Bengio: Understanding the difficulty of training deep feedforward neural networks. AISTATS 2010.
 */
export const glorotNormal: Initializer = normalOf('glorotNormal', ({ fanIn, fanOut }) =>
  Math.sqrt(2 / (fanIn + fanOut)),
);

/**
 * Uniform in `±√(6 / fanIn)`: variance `2 / fanIn`, right before a rectifier.
 *
 * @example
 * heUniform(key(0), [3, 2], { fanIn: 3, fanOut: 2 }).shape;  // [3, 2]
 *
 * He, Zhang, Ren, Sun: Delving deep into rectifiers. ICCV 2015.
 */
export const heUniform: Initializer = uniformOf('heUniform', ({ fanIn }) => Math.sqrt(6 / fanIn));

/**
 * Normal of variance `2 / fanIn`, right before a rectifier.
 *
 * @example
 * heNormal(key(0), [3, 2], { fanIn: 3, fanOut: 2 }).shape;  // [3, 2]
 *
 * He, Zhang, Ren, Sun: Delving deep into rectifiers. ICCV 2015.
 */
export const heNormal: Initializer = normalOf('heNormal', ({ fanIn }) => Math.sqrt(2 / fanIn));

/**
 * Uniform in `±√(3 / fanIn)`: variance `1 / fanIn`.
 *
 * @example
 * lecunUniform(key(0), [3, 2], { fanIn: 3, fanOut: 2 }).shape;  // [3, 2]
 *
 * LeCun, Bottou, Orr, Müller: Efficient backprop. 1998.
 */
export const lecunUniform: Initializer = uniformOf('lecunUniform', ({ fanIn }) => Math.sqrt(3 / fanIn));

/**
 * Normal of variance `1 / fanIn`.
 *
 * @example
 * lecunNormal(key(0), [3, 2], { fanIn: 3, fanOut: 2 }).shape;  // [3, 2]
 *
 * LeCun, Bottou, Orr, Müller: Efficient backprop. 1998.
 */
export const lecunNormal: Initializer = normalOf('lecunNormal', ({ fanIn }) => Math.sqrt(1 / fanIn));

/**
 * Uniform in `±1 / √fanIn`: variance `1 / (3 fanIn)`. Given for kernel and bias, it is the default of PyTorch's `Linear`
 * and `Conv2d`, for runs to be compared with it.
 *
 * @example
 * const asInPyTorch = { kernelInitializer: fanInUniform, biasInitializer: fanInUniform };
 * sequential([dense(2, asInPyTorch)], { inputShape: [3], key: key(0) }).outputShape;  // [2]
 */
export const fanInUniform: Initializer = uniformOf('fanInUniform', ({ fanIn }) => 1 / Math.sqrt(fanIn));
