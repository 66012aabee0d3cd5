import { showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';

/** @throws RangeError unless both are `[samples, features]` of equally many features, with `least` samples or more */
export function assertSamples(caller: string, samples: Record<string, Tensor>, least = 1): void {
  const entries = Object.entries(samples) as [[string, Tensor], ...[string, Tensor][]];
  const [[firstName, first]] = entries;
  for (const [name, { shape, dtype }] of entries) {
    if (shape.length !== 2 || shape[1] === 0) {
      throw new RangeError(`${caller}: ${name} has shape ${showShape(shape)} but [samples,features] was expected.`);
    }
    if (dtype !== 'float32') throw new TypeError(`${caller}: ${name} is of ${dtype} but float32 was expected.`);
    if (shape[1] !== first.shape[1]) {
      throw new RangeError(
        `${caller}: ${firstName} has ${first.shape[1]} features but ${name} has ${shape[1]}; equally many were expected.`,
      );
    }
    if (shape[0]! < least) {
      throw new RangeError(`${caller}: ${name} has ${shape[0]} samples but ${least} or more were expected.`);
    }
  }
}
