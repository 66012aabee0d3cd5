import { assertInteger, assertShape, checkOptions } from '@latentkit/check';
import { chain, concatContext, leakyRelu, perceptron, rescale, sigmoid } from '@latentkit/nn';
import type { InfoGanArchitecture } from './infoGanParts.ts';

/** The options of `mlpInfoGan`. */
export interface MlpInfoGanOptions {
  /** How many values the code has: the `codeCount` of `infoGan`. */
  readonly codeCount: number;
  /** Units of the generator's hidden layers; the trunk has them in reverse. Default `[256, 512]`. */
  readonly hidden?: readonly number[];
}

/**
 * Multi-layer perceptrons for `infoGan` and data in [0, 1] of any shape: the generator is given the code one-hot beside its
 * noise.
 *
 * @throws RangeError, TypeError unless the sizes are integers of at least 1
 * @example
 * const options = { shape: [4], latentSize: 2, codeCount: 3, seed: 1 };
 * infoGan(mlpInfoGan({ codeCount: 3 }), options).guess(zeros([5, 4])).shape; // [5, 3]
 */
export function mlpInfoGan(options: MlpInfoGanOptions): InfoGanArchitecture {
  const { codeCount, hidden = [256, 512] } = checkOptions('mlpInfoGan', options, ['codeCount', 'hidden']);
  assertInteger('mlpInfoGan', 'codeCount', codeCount);
  assertShape('mlpInfoGan', 'hidden', hidden);
  const activation = leakyRelu(0.2);
  return {
    generator: (shape) =>
      chain([concatContext('code', { classes: codeCount }), perceptron(hidden, shape, { activation }), sigmoid]),
    features: (shape) => chain([rescale(2, -1), perceptron([...hidden].reverse(), shape, { activation }), activation]),
  };
}
