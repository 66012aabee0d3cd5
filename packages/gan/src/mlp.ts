import { assertShape, checkOptions } from '@latentkit/check';
import { chain, leakyRelu, perceptron, rescale, sigmoid } from '@latentkit/nn';
import { type GanNetworkOptions, type GanNetworks, ganNetworks, networkOptions } from './networks.ts';

/** What `mlp` may be told besides. */
export interface GanMlpOptions extends GanNetworkOptions {
  /** Units of the generator's hidden layers; the critic has them in reverse. Default `[256, 512]`. */
  readonly hidden?: readonly number[];
}

/**
 * Multi-layer perceptrons with leaky ReLU for data in [0, 1] of any shape, such as digits. The generator ends in a sigmoid,
 * and the critic sees the data in [−1, 1].
 *
 * @throws RangeError or TypeError where the shape, a size or the seed is not what is expected
 * @example
 * gan(mlp({ shape: [28, 28, 1], latentSize: 64, seed: 1 })).sample(4, key(1)).shape; // [4, 28, 28, 1]
 */
export function mlp(options: GanMlpOptions): GanNetworks {
  const { hidden = [256, 512] } = checkOptions('mlp', options, [...networkOptions, 'hidden']);
  assertShape('mlp', 'hidden', hidden);
  const activation = leakyRelu(0.2);
  return ganNetworks('mlp', options, () => ({
    generator: chain([perceptron(hidden, options.shape, { activation }), sigmoid]),
    critic: chain([rescale(2, -1), perceptron([...hidden].reverse(), [1], { activation })]),
  }));
}
