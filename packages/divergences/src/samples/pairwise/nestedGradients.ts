import { registerGradients } from '@latentkit/backend';
import { engine, type Scalar, type Tensor, valueAndGrads } from '@tensorflow/tfjs-core';

/**
 * The gradients of `f` by each of `at`, to be asked for inside the gradient function of another operation. The engine
 * has one tape, which a gradient taken there would replace and throw away: ours is put back.
 */
export function nestedGradients(f: (...inputs: Tensor[]) => Scalar, at: Tensor[]): Tensor[] {
  registerGradients();
  const { state } = engine();
  const tape = state.activeTape;
  try {
    return valueAndGrads(f)(at).grads;
  } finally {
    state.activeTape = tape;
  }
}
