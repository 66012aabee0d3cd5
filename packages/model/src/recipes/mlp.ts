import { assertShape, checkOptions } from '@latentkit/check';
import { fanInUniform, perceptron } from '@latentkit/nn';
import type { AutoencoderArchitecture } from '../architecture.ts';

/** The published figures of this model are PyTorch's, and its first epochs depend on how the weights begin. */
const asInPyTorch = { kernelInitializer: fanInUniform, biasInitializer: fanInUniform };

/** The options of `mlp`. */
export interface MlpOptions {
  /** Units of the encoder's hidden layers; the decoder has them in reverse. Default `[400]`. */
  readonly hidden?: readonly number[];
}

/**
 * Multi-layer perceptrons with ReLU, for data of any shape: 784-400-latents and back for digits, unless `hidden` says
 * otherwise.
 *
 * @throws RangeError, TypeError unless the sizes are integers of at least 1
 * @example
 * const { encoder } = mlp({ hidden: [64] });
 */
export function mlp(options: MlpOptions = {}): AutoencoderArchitecture {
  const { hidden = [400] } = checkOptions('mlp', options, ['hidden']);
  assertShape('mlp', 'hidden', hidden);
  return {
    encoder: (outputShape) => perceptron(hidden, outputShape, asInPyTorch),
    decoder: (outputShape) => perceptron([...hidden].reverse(), outputShape, asInPyTorch),
  };
}
