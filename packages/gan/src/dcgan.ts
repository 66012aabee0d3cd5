import { assertPicture, assertShape, checkOptions } from '@latentkit/check';
import {
  batchNorm,
  chain,
  convDown,
  convUp,
  leakyRelu,
  normalInitializer,
  relu,
  rescale,
  sigmoid,
  stageFilters,
} from '@latentkit/nn';
import { type GanNetworkOptions, type GanNetworks, ganNetworks, networkOptions } from './networks.ts';

/** What `dcgan` may be told besides. */
export interface DcganOptions extends GanNetworkOptions {
  /** Filters of each stage, from the picture inwards; a stage halves height and width. Default `stageFilters(shape, 64)`. */
  readonly filters?: readonly number[];
}

/**
 * Deep convolutional networks for pictures of any size and number of channels, in [0, 1]: 4×4 kernels of stride 2, batch norm
 * inside, ReLU in the generator, leaky ReLU in the critic, all weights from N(0, 0.02²). The generator ends in a sigmoid, and
 * the critic sees the data in [−1, 1].
 *
 * @throws RangeError or TypeError where the shape is not `[height, width, channels]`, or a size or the seed is wrong
 * @example
 * gan(dcgan({ shape: [8, 8, 3], latentSize: 16, seed: 1, filters: [8] })).sample(2, key(1)).shape; // [2, 8, 8, 3]
 *
 * Radford et al., "Unsupervised Representation Learning with Deep Convolutional GANs", 2016, https://arxiv.org/abs/1511.06434
 */
export function dcgan(options: DcganOptions): GanNetworks {
  const { filters, shape } = checkOptions('dcgan', options, [...networkOptions, 'filters']);
  if (filters !== undefined) assertShape('dcgan', 'filters', filters);
  return ganNetworks('dcgan', options, () => {
    assertPicture('dcgan', 'shape', shape);
    const common = {
      filters: filters ?? stageFilters(shape, 64),
      kernelInitializer: normalInitializer(0.02),
      normalization: batchNorm(),
    };
    return {
      generator: chain([convUp(shape, { ...common, activation: relu }), sigmoid]),
      critic: chain([rescale(2, -1), convDown([1], { ...common, activation: leakyRelu(0.2) })]),
    };
  });
}
