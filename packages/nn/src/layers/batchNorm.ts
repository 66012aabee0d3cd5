import { assertBatchOf } from '@latentkit/check';
import { ones, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';
import { makeVariable } from './makeVariable.ts';
import { batchNormOptions, movingStatistics } from './movingStatistics.ts';
import { valuesOf } from './values.ts';

/** The settings of `batchNorm`. */
export interface BatchNormOptions {
  /**
   * How much of the moving statistics stays in each step, from 0 to 1. Default 0.9 (PyTorch's `momentum=0.1`): after 20
   * steps the start is forgotten, where Keras's 0.99 needs 200, as long as a whole run in a page.
   */
  readonly momentum?: number;
  /** Keeps the division finite, above 0. Default 1e-5. */
  readonly epsilon?: number;
}

/**
 * Batch normalisation, per channel (the last axis), over the batch and every other axis.
 *
 *   y = scale · (x − mean) / √(variance + ε) + offset
 *
 * While training, mean and (biased) variance are the batch's, and the moving ones follow them in every `apply`; the
 * moving variance follows the unbiased one, as in the paper and PyTorch. Otherwise the moving ones are used.
 *
 * Variables: `scale` and `offset` `[channels]`; buffers: `movingMean` and `movingVariance` `[channels]`.
 *
 * @param options momentum and epsilon
 * @throws TypeError, RangeError for an option out of range; RangeError while training on one value per channel
 * @example
 * const network = sequential([batchNorm()], { inputShape: [1], key: key(1) });
 * network.apply(tensor2d([[1], [3]]), { training: true });  // [-1, 1]
 * network.buffers?.['0/movingMean'];  // [0.2]
 *
 * Ioffe, Szegedy: Batch normalization. ICML 2015.
 */
export function batchNorm(options: BatchNormOptions = {}): Layer {
  const numbers = batchNormOptions('batchNorm', options);
  return (inputShape) => {
    const { channels, buffers, normalize } = movingStatistics('batchNorm', inputShape, numbers);
    const variables = {
      scale: makeVariable({ caller: 'batchNorm', initializer: 'ones' }, () => ones([channels])),
      offset: makeVariable({ caller: 'batchNorm', initializer: 'zeros' }, () => zeros([channels])),
    };
    return {
      inputShape,
      outputShape: inputShape,
      variables,
      buffers,
      apply(input, options = {}) {
        assertBatchOf('batchNorm', 'input', input, inputShape);
        const { scale, offset } = valuesOf('batchNorm', variables, options);
        return tidy(() => normalize(input, scale, offset, options.training ?? false));
      },
    };
  };
}
