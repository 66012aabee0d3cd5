import { assertTensor, showShape } from '@latentkit/check';
import type { Key } from '@latentkit/random';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';

/**
 * A random change of examples, `[batch, ...shape]` to the same shape, of each by itself; a function of the key, and
 * differentiable by the data.
 */
export type Augmentation = (data: Tensor, key: Key) => Tensor;

/** @throws TypeError, RangeError unless `[batch, height, width, channels]` */
export function assertImages(caller: string, data: Tensor): asserts data is Tensor4D {
  assertTensor(caller, 'data', data);
  if (data.rank === 4) return;
  throw new RangeError(
    `${caller}: data has shape ${showShape(data.shape)} but [batch,height,width,channels] was expected.`,
  );
}
