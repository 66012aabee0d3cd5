import { assertSameShape, showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';

/** @throws RangeError unless each is `[batch]` or `[batch, 1]`, and all alike */
export function assertScores(caller: string, scores: Record<string, Tensor>): void {
  for (const [name, { shape }] of Object.entries(scores)) {
    if (!(shape.length === 1 || (shape.length === 2 && shape[1] === 1))) {
      throw new RangeError(`${caller}: ${name} has shape ${showShape(shape)} but [batch] or [batch,1] was expected.`);
    }
  }
  assertSameShape(caller, scores);
}
