import { leakyRelu, perceptron } from '@latentkit/nn';
import type { GanArchitecture } from '../model.ts';

/**
 * Small networks for points in the plane: two hidden layers of 128 with leaky ReLU each, unbounded at both ends.
 *
 * @example
 * gan(pointsGan(), { shape: [2], latentSize: 16, seed: 1 }).sample(4, key(1)).shape; // [4, 2]
 */
export function pointsGan(): GanArchitecture {
  const recipe = (outputShape: readonly number[]) =>
    perceptron([128, 128], outputShape, { activation: leakyRelu(0.2) });
  return { generator: recipe, critic: recipe };
}
