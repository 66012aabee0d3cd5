import { type Samples, withSamples } from '@latentkit/check';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { assertSamples } from './assertSamples.ts';

/** Two sets of samples, whatever they come as: `[n, features]` and `[m, features]`. */
export interface SampleSets {
  readonly x: Tensor2D;
  readonly y: Tensor2D;
}

/**
 * Calls `body` with two sets of samples as tensors, and frees what was made for it. An example of several axes, such as an
 * image, is refused: how its features are to be compared is for the caller to say.
 *
 * @throws TypeError, RangeError unless both are samples of equally many features, with `least` samples or more
 */
export function withSampleSets<T>(
  caller: string,
  sets: { readonly x: Samples; readonly y: Samples },
  least: number,
  body: (sets: SampleSets) => T,
): T {
  return withSamples(caller, sets, (tensors: Record<'x' | 'y', Tensor>) => {
    assertSamples(caller, tensors, least);
    return body(tensors as unknown as SampleSets);
  });
}
