import { assertBoolean, assertInteger, assertShape, checkOptions } from '@latentkit/check';
import {
  batchNorm,
  chain,
  conditionalBatchNorm,
  convDown,
  convUp,
  flatten,
  leakyRelu,
  normalInitializer,
  projection,
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
  /** How many classes the labels have that it is conditioned on: integers from 0 to `classes − 1`. Default none. */
  readonly classes?: number;
  /** Whether the critic has batch norm, as published. `false` where it is trained with a penalty. Default `true`. */
  readonly criticBatchNorm?: boolean;
}

/**
 * Deep convolutional networks for pictures of any size and number of channels, in [0, 1]: 4×4 kernels of stride 2, batch norm
 * inside, ReLU in the generator, leaky ReLU in the critic, all weights from N(0, 0.02²). The generator ends in a sigmoid, and
 * the critic sees the data in [−1, 1].
 *
 * With `classes` it is conditioned on `label`: the generator's batch norm has a scale and an offset for each, and the critic's
 * last layer is a projection (Miyato & Koyama 2018).
 *
 * @throws RangeError, TypeError unless the filters, and the classes, are integers of at least 1; by the model, where the
 *   shape is not `[height, width, channels]`
 * @example
 * const options = { shape: [8, 8, 3], latentSize: 16, seed: 1 };
 * gan(dcgan({ filters: [8] }), options).sample(2, key(1)).shape; // [2, 8, 8, 3]
 * const labelled = gan(dcgan({ filters: [8], classes: 10 }), options);
 * labelled.sample(2, key(1), { label: tensor1d([3, 7], 'int32') }).shape; // [2, 8, 8, 3]
 *
 * Radford et al., "Unsupervised Representation Learning with Deep Convolutional GANs", 2016, https://arxiv.org/abs/1511.06434
 */
export function dcgan(options: DcganOptions = {}): GanArchitecture {
  const names = ['filters', 'classes', 'criticBatchNorm'] as const;
  const { filters, classes, criticBatchNorm = true } = checkOptions('dcgan', options, names);
  if (filters !== undefined) assertShape('dcgan', 'filters', filters);
  if (classes !== undefined) assertInteger('dcgan', 'classes', classes);
  assertBoolean('dcgan', 'criticBatchNorm', criticBatchNorm);
  const kernelInitializer = normalInitializer(0.02);
  const common = (shape: Shape) => ({ filters: filters ?? stageFilters(shape, 64), kernelInitializer });
  const normalization = classes === undefined ? batchNorm() : conditionalBatchNorm('label', classes);
  const ofCritic = {
    activation: leakyRelu(0.2),
    ...(criticBatchNorm && { normalization: batchNorm() }),
    ...(classes !== undefined && { head: chain([flatten, projection('label', classes, { kernelInitializer })]) }),
  };
  return {
    generator: (shape) => chain([convUp(shape, { ...common(shape), normalization, activation: relu }), sigmoid]),
    critic: (outputShape) => (shape, key) =>
      chain([rescale(2, -1), convDown(outputShape, { ...common(shape), ...ofCritic })])(shape, key),
  };
}
