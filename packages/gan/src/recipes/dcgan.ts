import { assertBoolean, assertShape, checkOptions } from '@latentkit/check';
import {
  batchNorm,
  chain,
  convDown,
  convUp,
  leakyRelu,
  normalInitializer,
  relu,
  rescale,
  type Shape,
  sigmoid,
  stageFilters,
} from '@latentkit/nn';
import type { GanArchitecture } from '../model.ts';

/** The options of `dcgan`. */
export interface DcganOptions {
  /** Filters of each stage, from the picture inwards; a stage halves height and width. Default `stageFilters(shape, 64)`. */
  readonly filters?: readonly number[];
  /** Whether the critic has batch norm, as published. `false` where it is trained with a penalty. Default `true`. */
  readonly criticBatchNorm?: boolean;
}

/**
 * Deep convolutional networks for pictures of any size and number of channels, in [0, 1]: 4×4 kernels of stride 2, batch norm
 * inside, ReLU in the generator, leaky ReLU in the critic, all weights from N(0, 0.02²). The generator ends in a sigmoid, and
 * the critic sees the data in [−1, 1].
 *
 * @throws RangeError, TypeError unless the filters are integers of at least 1; by the model, where the shape is not
 *   `[height, width, channels]`
 * @example
 * const options = { shape: [8, 8, 3], latentSize: 16, seed: 1 };
 * gan(dcgan({ filters: [8] }), options).sample(2, key(1)).shape; // [2, 8, 8, 3]
 *
 * Radford et al., "Unsupervised Representation Learning with Deep Convolutional GANs", 2016, https://arxiv.org/abs/1511.06434
 */
export function dcgan(options: DcganOptions = {}): GanArchitecture {
  const { filters, criticBatchNorm = true } = checkOptions('dcgan', options, ['filters', 'criticBatchNorm']);
  if (filters !== undefined) assertShape('dcgan', 'filters', filters);
  assertBoolean('dcgan', 'criticBatchNorm', criticBatchNorm);
  const common = (shape: Shape) => ({
    filters: filters ?? stageFilters(shape, 64),
    kernelInitializer: normalInitializer(0.02),
  });
  const norm = criticBatchNorm && { normalization: batchNorm() };
  return {
    generator: (shape) =>
      chain([convUp(shape, { ...common(shape), normalization: batchNorm(), activation: relu }), sigmoid]),
    critic: (outputShape) => (shape, key) =>
      chain([rescale(2, -1), convDown(outputShape, { ...common(shape), ...norm, activation: leakyRelu(0.2) })])(
        shape,
        key,
      ),
  };
}
