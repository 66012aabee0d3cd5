import { assertShape } from '@latentkit/check';
import type { Layer } from '../network.ts';
import { reshapeTo } from './reshape.ts';

/**
 * One axis out of all: `[batch, ...shape] -> [batch, size]`.
 *
 * @example
 * sequential([flatten], { inputShape: [28, 28, 1], key: key(0) }).outputShape;  // [784]
 */
export const flatten: Layer = (inputShape) => {
  assertShape('flatten', 'inputShape', inputShape);
  return reshapeTo('flatten', inputShape, [inputShape.reduce((size, length) => size * length, 1)]);
};
