import { batchNormTraining } from '@latentkit/backend';
import { assertBatchOf, assertBetween, assertPositive, checkOptions, showShape } from '@latentkit/check';
import { add, mul, rsqrt, sub, type Tensor, type Tensor1D, tidy, type Variable } from '@tensorflow/tfjs-core';
import { onesInitializer, zerosInitializer } from '../initializers/simple.ts';
import type { Layer } from '../network.ts';
import { makeVariable } from './makeVariable.ts';
import { perChannel } from './perChannel.ts';
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
  const { momentum = 0.9, epsilon = 1e-5 } = checkOptions('batchNorm', options, ['momentum', 'epsilon']);
  assertBetween('batchNorm', 'momentum', momentum, 0, 1);
  assertPositive('batchNorm', 'epsilon', epsilon);
  return (inputShape, key) => {
    const channels = inputShape.at(-1);
    if (channels === undefined) {
      throw new RangeError(`batchNorm: inputShape is ${showShape(inputShape)} but at least one axis was expected.`);
    }
    const make = (value: 0 | 1, trainable: boolean) =>
      makeVariable(
        { caller: 'batchNorm', initializer: value ? 'onesInitializer' : 'zerosInitializer' },
        () => (value ? onesInitializer : zerosInitializer)(key, [channels], { fanIn: channels, fanOut: channels }),
        trainable,
      );
    const variables = { scale: make(1, true), offset: make(0, true) };
    const [movingMean, movingVariance] = [make(0, false), make(1, false)];
    const follow = (moving: Variable, now: Tensor, factor = 1) =>
      moving.assign(add(mul(moving, momentum), mul(now, (1 - momentum) * factor)));
    return {
      inputShape,
      outputShape: inputShape,
      variables,
      buffers: { movingMean, movingVariance },
      apply(input, options = {}) {
        const { training = false } = options;
        assertBatchOf('batchNorm', 'input', input, inputShape);
        const { scale, offset } = valuesOf('batchNorm', variables, options);
        return tidy(() => {
          if (!training) {
            const factor = mul(scale, rsqrt(add(movingVariance, epsilon)));
            return perChannel(input, (flat) => add(mul(flat, factor), sub(offset, mul(movingMean, factor))));
          }
          const count = input.size / channels;
          if (count < 2) {
            throw new RangeError(
              `batchNorm: input has shape ${showShape(input.shape)} but more than one value per channel was expected while training.`,
            );
          }
          return perChannel(input, (flat) => {
            const [output, batchMean, variance] = batchNormTraining(
              flat,
              scale as Tensor1D,
              offset as Tensor1D,
              epsilon,
            );
            follow(movingMean, batchMean);
            follow(movingVariance, variance, count / (count - 1));
            return output;
          });
        });
      },
    };
  };
}
