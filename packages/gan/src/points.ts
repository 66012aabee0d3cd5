import { checkOptions } from '@latentkit/check';
import { leakyRelu, perceptron } from '@latentkit/nn';
import { type GanNetworkOptions, type GanNetworks, ganNetworks, networkOptions } from './networks.ts';

/** What `points` asks for. */
export type GanPointsOptions = Partial<GanNetworkOptions> & Pick<GanNetworkOptions, 'seed'>;

/**
 * Small networks for points in the plane: two hidden layers of 128 with leaky ReLU each, unbounded at both ends.
 *
 * @param options shape `[2]` and 16 numbers of noise, unless said otherwise
 * @throws RangeError or TypeError where the shape, a size or the seed is not what is expected
 * @example
 * gan(points({ seed: 1 })).sample(4, key(1)).shape; // [4, 2]
 */
export function points(options: GanPointsOptions): GanNetworks {
  const { shape = [2], latentSize = 16, seed } = checkOptions('points', options, networkOptions);
  const activation = leakyRelu(0.2);
  return ganNetworks('points', { shape, latentSize, seed }, () => ({
    generator: perceptron([128, 128], shape, { activation }),
    critic: perceptron([128, 128], [1], { activation }),
  }));
}
