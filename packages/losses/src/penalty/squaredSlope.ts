import { registerGradients } from '@latentkit/backend';
import { assertScores } from '@latentkit/check';
import { sumFeatures } from '@latentkit/shared';
import { grad, square, sum, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';

/** ‖∇ critic(x)‖² per example: `[batch, ...shape] -> [batch]`. */
export function squaredSlope(caller: string, critic: (x: Tensor) => Tensor, points: Tensor): Tensor1D {
  registerGradients();
  // The sum of all scores, because each score depends on its own example only.
  const slope = grad((x: Tensor) => {
    const scores = critic(x);
    assertScores(caller, { 'what the critic gave': scores });
    return sum(scores);
  });
  return sumFeatures(caller, square(slope(points)));
}
