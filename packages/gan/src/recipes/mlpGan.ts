import { assertShape, checkOptions } from '@latentkit/check';
import { chain, leakyRelu, perceptron, rescale, sigmoid } from '@latentkit/nn';
import type { GanArchitecture } from '../model.ts';

/** The options of `mlpGan`. */
export interface MlpGanOptions {
  /** Units of the generator's hidden layers; the critic has them in reverse. Default `[256, 512]`. */
  readonly hidden?: readonly number[];
}

/**
 * Multi-layer perceptrons with leaky ReLU for data in [0, 1] of any shape, such as digits. The generator ends in a sigmoid,
 * and the critic sees the data in [−1, 1].
 *
 * @throws RangeError, TypeError unless the sizes are integers of at least 1
 * @example
 * gan(mlpGan(), { shape: [28, 28, 1], latentSize: 64, seed: 1 }).sample(4, key(1)).shape; // [4, 28, 28, 1]
 */
export function mlpGan(options: MlpGanOptions = {}): GanArchitecture {
  const { hidden = [256, 512] } = checkOptions('mlpGan', options, ['hidden']);
  assertShape('mlpGan', 'hidden', hidden);
  const activation = leakyRelu(0.2);
  return {
    generator: (shape) => chain([perceptron(hidden, shape, { activation }), sigmoid]),
    critic: (outputShape) => chain([rescale(2, -1), perceptron([...hidden].reverse(), outputShape, { activation })]),
  };
}
