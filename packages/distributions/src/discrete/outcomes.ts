import { assertTensor, showShape } from '@latentkit/check';
import { categorical, type Key } from '@latentkit/random';
import { cast, equal, expandDims, range, reshape, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';

/** @throws TypeError unless a tensor, RangeError unless there are a batch and an axis of outcomes. */
export function assertOutcomes(caller: string, argument: string, values: Tensor): void {
  assertTensor(caller, argument, values);
  if (values.rank < 2) {
    throw new RangeError(
      `${caller}: ${argument} has shape ${showShape(values.shape)} but [batch,...variables,outcomes] was expected.`,
    );
  }
}

/** `[..., outcomes] -> [variables, outcomes]` */
export function rowsOf(values: Tensor): Tensor2D {
  return reshape(values, [-1, values.shape.at(-1)!]);
}

/** One outcome of each variable, one-hot, in the shape of the logits. */
export function sampleOutcomes(key: Key, logits: Tensor): Tensor {
  return reshape(oneHotOf(categorical(key, rowsOf(logits)), logits.shape.at(-1)!), logits.shape);
}

/** One-hot rows; unlike tf.oneHot, also of a single outcome. */
export function oneHotOf(chosen: Tensor, outcomes: number): Tensor {
  return cast(equal(expandDims(chosen, -1), range(0, outcomes, 1, 'int32')), 'float32');
}
