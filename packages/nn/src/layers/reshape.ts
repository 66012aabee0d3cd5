import { assertBatchOf, assertShape, sameShape, showShape } from '@latentkit/check';
import * as tf from '@tensorflow/tfjs-core';
import type { Layer, Shape, ShapedNetwork } from '../network.ts';

/**
 * Another shape for the same numbers: `[batch, ...input] -> [batch, ...shape]`.
 *
 * @param shape of one output, without the batch
 * @throws TypeError unless `shape` is one; RangeError, when built, if the input has another number of values
 * @example
 * sequential([reshape([7, 7, 16])], { inputShape: [784], key: key(0) }).outputShape;  // [7, 7, 16]
 */
export function reshape(shape: Shape): Layer {
  assertShape('reshape', 'shape', shape);
  return (inputShape) => reshapeTo('reshape', inputShape, shape);
}

/** The network of `reshape` and `flatten`. */
export function reshapeTo(name: string, inputShape: Shape, outputShape: Shape): ShapedNetwork {
  assertShape(name, 'inputShape', inputShape);
  const size = (shape: Shape) => shape.reduce((product, length) => product * length, 1);
  if (size(inputShape) !== size(outputShape)) {
    throw new RangeError(
      `${name}: inputShape is ${showShape(inputShape)}, ${size(inputShape)} values, but ${size(outputShape)} values were expected for ${showShape(outputShape)}.`,
    );
  }
  const isSame = sameShape(inputShape, outputShape);
  return {
    inputShape,
    outputShape,
    variables: {},
    outputRange: (range) => range,
    apply(input) {
      assertBatchOf(name, 'input', input, inputShape);
      return isSame ? input : tf.reshape(input, [input.shape[0]!, ...outputShape]);
    },
  };
}
