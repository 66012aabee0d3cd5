import { showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';

/** @throws RangeError unless x is `[n, d]` and y `[m, d]`, with at least `atLeast` samples each, of at least one feature. */
export function assertSampleSets(caller: string, x: Tensor, y: Tensor, atLeast = 1): void {
  for (const [name, set] of Object.entries({ x, y })) {
    const [samples, features] = set.shape;
    if (set.rank !== 2 || !features) {
      throw new RangeError(`${caller}: ${name} has shape ${showShape(set.shape)} but [samples,features] was expected.`);
    }
    if (samples! < atLeast) {
      throw new RangeError(
        `${caller}: ${name} has ${samples} samples, shape ${showShape(set.shape)}, but at least ${atLeast} were expected.`,
      );
    }
  }
  if (x.shape[1] !== y.shape[1]) {
    throw new RangeError(
      `${caller}: x has shape ${showShape(x.shape)} but y has shape ${showShape(y.shape)}: their features must be the same.`,
    );
  }
}
