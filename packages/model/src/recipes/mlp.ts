import { assertShape, checkOptions } from '@latentkit/check';
import { type ContextSizes, chain, fanInUniform, flatten, type Layer, perceptron, readConditions } from '@latentkit/nn';
import type { AutoencoderArchitecture } from '../architecture.ts';

/** The published figures of this model are PyTorch's, and its first epochs depend on how the weights begin. */
const asInPyTorch = { kernelInitializer: fanInUniform, biasInitializer: fanInUniform };

/** The options of `mlp`. */
export interface MlpOptions {
  /** Units of the encoder's hidden layers; the decoder has them in reverse. Default `[400]`. */
  readonly hidden?: readonly number[];
  /** What both networks read from the context, by name: `{ label: { classes: 10 } }` for labels. Default nothing. */
  readonly conditions?: ContextSizes;
}

/**
 * Multi-layer perceptrons with ReLU, for data of any shape: 784-400-latents and back for digits, unless `hidden` says
 * otherwise.
 *
 * @throws RangeError, TypeError unless the sizes are integers of at least 1
 * @example
 * const { encoder } = mlp({ hidden: [64] });
 * const conditional = mlp({ conditions: { label: { classes: 10 } } });
 */
export function mlp(options: MlpOptions = {}): AutoencoderArchitecture {
  const { hidden = [400], conditions } = checkOptions('mlp', options, ['hidden', 'conditions']);
  assertShape('mlp', 'hidden', hidden);
  const read = readConditions('mlp', conditions);
  // Beside a vector, and not beside every pixel.
  const conditioned = (layer: Layer) => (read.length > 0 ? chain([flatten, ...read, layer]) : layer);
  return {
    encoder: (outputShape) => conditioned(perceptron(hidden, outputShape, asInPyTorch)),
    decoder: (outputShape) => conditioned(perceptron([...hidden].reverse(), outputShape, asInPyTorch)),
  };
}
