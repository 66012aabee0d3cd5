import { assertTensor, showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';

/** @throws TypeError unless float32 tensors, RangeError unless both are `[samples, features]` of equally many features, with `least` samples or more */
export function assertSamples(caller: string, samples: Record<string, Tensor>, least = 1): void {
  const entries = Object.entries(samples) as [[string, Tensor], ...[string, Tensor][]];
  const [[firstName, first]] = entries;
  for (const [name, sample] of entries) assertTensor(caller, name, sample);
  for (const [name, { shape }] of entries) {
    if (shape.length !== 2 || shape[1] === 0) {
      throw new RangeError(`${caller}: ${name} has shape ${showShape(shape)} but [samples,features] was expected.`);
    }
    if (shape[1] !== first.shape[1]) {
      throw new RangeError(
        `${caller}: ${firstName} has shape ${showShape(first.shape)} but ${name} has shape ${showShape(shape)}: their features must be the same.`,
      );
    }
    if (shape[0]! < least) {
      throw new RangeError(`${caller}: ${name} has ${shape[0]} samples but ${least} or more were expected.`);
    }
  }
}
