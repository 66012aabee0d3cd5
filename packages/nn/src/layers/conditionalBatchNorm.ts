import { assertBatchOf, assertInteger } from '@latentkit/check';
import { ones, type Tensor2D, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';
import type { BatchNormOptions } from './batchNorm.ts';
import { assertName, labelsIn, rowsOf } from './context.ts';
import { makeVariable } from './makeVariable.ts';
import { modulate } from './modulate.ts';
import { batchNormOptions, movingStatistics } from './movingStatistics.ts';
import { valuesOf } from './values.ts';

/**
 * Batch norm whose scale and offset depend on a label: the statistics are those of the whole batch, as in `batchNorm`.
 *
 *   y = scale[label] · (x − mean) / √(variance + ε) + offset[label]
 *
 * Variables: `scale` and `offset` `[classes, channels]`, which begin at 1 and 0; buffers: `movingMean` and
 * `movingVariance` `[channels]`. A label that is not in `0 … classes − 1` gives NaN.
 *
 * @param name of the labels in `options.context`, `[batch]` int32
 * @param classes how many labels there are, at least 1
 * @param options momentum and epsilon, as for `batchNorm`
 * @throws TypeError, RangeError for an argument out of range; RangeError while training on one value per channel; by `apply`,
 *   unless the context has such labels
 * @example
 * const network = sequential([conditionalBatchNorm('label', 2)], { inputShape: [1], key: key(1) });
 * network.apply(tensor2d([[1], [3]]), { training: true, context: { label: tensor1d([0, 1], 'int32') } });  // [-1, 1]
 *
 * Dumoulin, Shlens, Kudlur: A learned representation for artistic style. ICLR 2017.
 */
export function conditionalBatchNorm(name: string, classes: number, options: BatchNormOptions = {}): Layer {
  assertName('conditionalBatchNorm', name);
  assertInteger('conditionalBatchNorm', 'classes', classes);
  const numbers = batchNormOptions('conditionalBatchNorm', options);
  return (inputShape) => {
    const { channels, buffers, normalize } = movingStatistics('conditionalBatchNorm', inputShape, numbers);
    const make = (initial: typeof ones, initializer: string) =>
      makeVariable({ caller: 'conditionalBatchNorm', initializer }, () => initial([classes, channels]));
    const variables = { scale: make(ones, 'ones'), offset: make(zeros, 'zeros') };
    return {
      inputShape,
      outputShape: inputShape,
      contextSizes: { [name]: { classes } },
      variables,
      buffers,
      apply(input, options = {}) {
        assertBatchOf('conditionalBatchNorm', 'input', input, inputShape);
        const { scale, offset } = valuesOf('conditionalBatchNorm', variables, options);
        const labels = labelsIn('conditionalBatchNorm', name, options, input.shape[0]!);
        return tidy(() => {
          const normal = normalize(input, ones([channels]), zeros([channels]), options.training ?? false);
          return modulate(normal, rowsOf(scale as Tensor2D, labels), rowsOf(offset as Tensor2D, labels));
        });
      },
    };
  };
}
