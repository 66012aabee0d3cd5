import { showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';

/** @throws RangeError unless there is a batch and an axis of outcomes. */
export function assertOutcomes(caller: string, p: Tensor): void {
  if (p.rank < 2) {
    throw new RangeError(
      `${caller}: p has shape ${showShape(p.shape)} but ${showShape(['batch', '...variables', 'outcomes'])} was expected.`,
    );
  }
}
