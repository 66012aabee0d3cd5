import { assertInteger, assertPositive, checkOptions } from '@latentkit/check';
import type { NamedTensors, NamedVariables } from '@latentkit/nn';
import { grads, mul, type Scalar, sub, type Tensor } from '@tensorflow/tfjs-core';

/** How far ahead the generator looks. */
export interface Unroll {
  /** Steps of gradient descent that the critic is let go on; the paper has 5 to 10. */
  readonly steps: number;
  /** Of these steps. */
  readonly learningRate: number;
}

/** @throws TypeError, RangeError unless steps is an integer of at least 1 and the learning rate above 0 */
export function checkUnroll(caller: string, unroll: Unroll): Unroll {
  const { steps, learningRate } = checkOptions(caller, unroll, ['steps', 'learningRate'], 'unroll');
  assertInteger(caller, 'unroll.steps', steps);
  assertPositive(caller, 'unroll.learningRate', learningRate);
  return { steps, learningRate };
}

/**
 * The weights that a critic would have after some steps of gradient descent. They are differentiable by whatever the loss
 * depends on, so a generator learns how the critic will answer.
 *
 *   θ₀ = variables,   θᵢ₊₁ = θᵢ − learningRate · ∂ loss(θᵢ) / ∂θᵢ
 *
 * @param variables of the critic; they stay as they are
 * @param loss the critic's, by the weights that it is to use
 */
export function unrolledWeights(
  variables: NamedVariables,
  { steps, learningRate }: Unroll,
  loss: (values: NamedTensors) => Scalar,
): NamedTensors {
  const names = Object.keys(variables);
  const named = (weights: readonly Tensor[]): NamedTensors => Object.fromEntries(weights.map((w, i) => [names[i]!, w]));
  const slopes = grads((...weights: Tensor[]) => loss(named(weights)));
  let weights: Tensor[] = Object.values(variables);
  for (let step = 0; step < steps; step++) {
    weights = slopes(weights).map((slope, i) => sub(weights[i]!, mul(slope, learningRate)));
  }
  return named(weights);
}
