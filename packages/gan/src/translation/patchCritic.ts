import type { NetworkRecipe } from '@latentkit/model';
import { averagePool, chain, conv2d, flatten, instanceNorm, type Layer, leakyRelu, rescale } from '@latentkit/nn';

const slope = leakyRelu(0.2);

/**
 * A critic that scores patches of pictures in [0, 1], and of a picture gives the mean of its patches' scores: for what is
 * wrong about textures and edges, whatever the whole is. Two convolutions of stride 2 and one of stride 1.
 *
 * Isola et al. 2017, section 3.2.2
 */
export function patchCritic(filters: number): NetworkRecipe {
  return () =>
    chain([
      rescale(2, -1),
      conv2d(filters, { kernelSize: 4, strides: 2 }),
      slope,
      conv2d(2 * filters, { kernelSize: 4, strides: 2 }),
      instanceNorm(),
      slope,
      conv2d(1, { kernelSize: 3 }),
      meanOverPositions,
    ]);
}

const meanOverPositions: Layer = (inputShape, key) =>
  chain([averagePool(inputShape.slice(0, 2) as [number, number]), flatten])(inputShape, key);
