import { batchNormTraining } from '@latentkit/backend';
import { assertBetween, assertPositive, checkOptions, showShape } from '@latentkit/check';
import { add, mul, ones, rsqrt, sub, type Tensor, type Tensor1D, type Variable, zeros } from '@tensorflow/tfjs-core';
import type { NamedVariables, Shape } from '../network.ts';
import type { BatchNormOptions } from './batchNorm.ts';
import { makeVariable } from './makeVariable.ts';
import { perChannel } from './perChannel.ts';

/** The part of batch norm that has a memory. */
export interface MovingStatistics {
  readonly channels: number;
  /** `movingMean` and `movingVariance`, `[channels]` each. */
  readonly buffers: NamedVariables;
  /** Normalises per channel, then scales and shifts: by the batch's statistics, which the moving ones follow, or by those. */
  normalize(input: Tensor, scale: Tensor, offset: Tensor, training: boolean): Tensor;
}

/** The options of batch norm, checked and with the defaults. */
export function batchNormOptions(caller: string, options: BatchNormOptions): Required<BatchNormOptions> {
  const { momentum = 0.9, epsilon = 1e-5 } = checkOptions(caller, options, ['momentum', 'epsilon']);
  assertBetween(caller, 'momentum', momentum, 0, 1);
  assertPositive(caller, 'epsilon', epsilon);
  return { momentum, epsilon };
}

/** Moving statistics that begin at 0 and 1. @throws RangeError where there is no channel */
export function movingStatistics(
  caller: string,
  inputShape: Shape,
  { momentum, epsilon }: Required<BatchNormOptions>,
): MovingStatistics {
  const channels = inputShape.at(-1);
  if (channels === undefined) {
    throw new RangeError(`${caller}: inputShape is ${showShape(inputShape)} but at least one axis was expected.`);
  }
  const movingMean = makeVariable({ caller, initializer: 'zeros' }, () => zeros([channels]), false);
  const movingVariance = makeVariable({ caller, initializer: 'ones' }, () => ones([channels]), false);
  const follow = (moving: Variable, now: Tensor, factor = 1) =>
    moving.assign(add(mul(moving, momentum), mul(now, (1 - momentum) * factor)));
  return {
    channels,
    buffers: { movingMean, movingVariance },
    normalize(input, scale, offset, training) {
      if (!training) {
        const factor = mul(scale, rsqrt(add(movingVariance, epsilon)));
        return perChannel(input, (flat) => add(mul(flat, factor), sub(offset, mul(movingMean, factor))));
      }
      const count = input.size / channels;
      if (count < 2) {
        throw new RangeError(
          `${caller}: input has shape ${showShape(input.shape)} but more than one value per channel was expected while training.`,
        );
      }
      return perChannel(input, (flat) => {
        const [output, mean, variance] = batchNormTraining(flat, scale as Tensor1D, offset as Tensor1D, epsilon);
        follow(movingMean, mean);
        follow(movingVariance, variance, count / (count - 1));
        return output;
      });
    },
  };
}
