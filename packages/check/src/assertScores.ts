import type { Tensor } from '@tensorflow/tfjs-core';
import { assertSameShape, showShape } from './assert.ts';
import { assertTensor } from './assertTensor.ts';

/** @throws TypeError unless float32 tensors, RangeError unless each is `[batch]` or `[batch, 1]`, and all alike */
export function assertScores(caller: string, scores: Record<string, Tensor>): void {
  for (const [name, score] of Object.entries(scores)) {
    assertTensor(caller, name, score);
    const { shape } = score;
    if (!(shape.length === 1 || (shape.length === 2 && shape[1] === 1))) {
      throw new RangeError(`${caller}: ${name} has shape ${showShape(shape)} but [batch] or [batch,1] was expected.`);
    }
  }
  assertSameShape(caller, scores);
}
