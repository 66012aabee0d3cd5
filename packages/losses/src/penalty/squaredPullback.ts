import { assertTensor, showShape } from '@latentkit/check';
import { perExample } from '@latentkit/shared';
import { mul, sum, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { squaredSlope } from './squaredSlope.ts';

type Encoder = (x: Tensor) => Tensor;

/**
 * The latents, each in one row: `[batch, ...features] -> [batch, size]`.
 *
 * @throws RangeError where there is no batch, or the code has another than the input
 */
export function codesOf(caller: string, encoder: Encoder, x: Tensor): Tensor2D {
  const latents = encoder(x);
  assertTensor(caller, 'what the encoder gave', latents);
  const batch = x.shape[0] ?? 'batch';
  if (latents.shape[0] !== batch) {
    throw new RangeError(
      `${caller}: what the encoder gave has shape ${showShape(latents.shape)} but ${showShape([batch, '...code'])} was expected.`,
    );
  }
  return perExample(caller, latents);
}

/**
 * ‖∇ (direction · encoder(x))‖² per example.
 *
 * @param directionOf from the shape of the latents, `[batch, size]`, to a direction of that shape, or `[1, size]` for all
 */
export function squaredPullback(
  caller: string,
  encoder: Encoder,
  x: Tensor,
  directionOf: (shape: [number, number]) => Tensor,
): Tensor1D {
  const along = (x: Tensor) => {
    const latents = codesOf(caller, encoder, x);
    // One multiplication for every direction: a slice would be a new shader on a GPU for each number of the code.
    return sum(mul(latents, directionOf(latents.shape)), 1);
  };
  return squaredSlope(caller, along, x);
}
