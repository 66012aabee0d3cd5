import { assertPositive, checkOptions } from '@latentkit/check';
import { add, mean, mul, rsqrt, square } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';
import { elementwise } from './elementwise.ts';
import type { LayerNormOptions } from './layerNorm.ts';

/**
 * Divides the vector of each position, along the last axis, by the root of its mean square.
 *
 *   y = x / √(mean of x² over channels + ε)
 *
 * @param options epsilon, default 1e-8
 * @throws TypeError, RangeError for an option out of range
 * @example
 * sequential([pixelNorm()], { inputShape: [2], key: key(1) }).apply(tensor2d([[1, 7]]));  // [0.2, 1.4]
 *
 * Karras, Aila, Laine, Lehtinen: Progressive growing of GANs. ICLR 2018.
 */
export function pixelNorm(options: LayerNormOptions = {}): Layer {
  const { epsilon = 1e-8 } = checkOptions('pixelNorm', options, ['epsilon']);
  assertPositive('pixelNorm', 'epsilon', epsilon);
  return elementwise('pixelNorm', (x) => mul(x, rsqrt(add(mean(square(x), -1, true), epsilon))));
}
