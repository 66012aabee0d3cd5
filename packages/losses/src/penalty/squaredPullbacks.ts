import { registerGradients } from '@latentkit/backend';
import { assertTensor, showShape } from '@latentkit/check';
import { perExample } from '@latentkit/shared';
import { addN, engine, mul, scalar, sum, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { squaredSlope } from './squaredSlope.ts';

type Encoder = (x: Tensor) => Tensor;

/**
 * The latents, each in one row: `[batch, ...features] -> [batch, size]`.
 *
 * @throws RangeError where there is no batch, or the code has another than the input
 */
function codesOf(caller: string, encoder: Encoder, x: Tensor): Tensor2D {
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

/** Runs `body` under a tape, so that what it computes can be differentiated more than once without being computed again. */
function underTape<T extends Tensor>(body: () => T): T {
  registerGradients();
  // Of a number that nothing depends on, so there is no backward pass.
  return engine().gradients(body, [scalar(0)], undefined, true).value;
}

/**
 * Σ ‖∇ (direction · encoder(x))‖² per example, over the directions: one forward pass, and a backward pass for each.
 *
 * @param directionsOf from the shape of the latents, `[batch, size]`, to directions of that shape, or `[1, size]` for all
 */
export function squaredPullbacks(
  caller: string,
  encoder: Encoder,
  x: Tensor,
  directionsOf: (shape: [number, number]) => readonly Tensor[],
): Tensor1D {
  return underTape(() => {
    const latents = codesOf(caller, encoder, x);
    // One multiplication for every direction: a slice would be a new shader on a GPU for each number of the code.
    const along = (direction: Tensor) => () => sum(mul(latents, direction), 1);
    const squares = directionsOf(latents.shape).map((direction) => squaredSlope(caller, along(direction), x));
    return addN(squares);
  });
}
