import { globalNorm } from '@latentkit/backend';
import { assertMethods, assertPositive, assertTensor } from '@latentkit/check';
import { div, maximum, mul, scalar, tidy } from '@tensorflow/tfjs-core';
import type { NamedTensors } from '../network.ts';
import type { Optimizer } from './optimizer.ts';

/**
 * An optimiser that never sees gradients longer than `maxNorm`, taken all together: longer ones are shortened to it and keep
 * their direction.
 *
 *   g ← g · maxNorm / max(‖g‖, maxNorm),   ‖g‖² summed over all variables
 *
 * @param maxNorm the greatest Euclidean norm, above 0
 * @param optimizer what takes the clipped gradients
 * @returns an optimiser, whose state is that of `optimizer`
 * @throws TypeError, RangeError for a norm that is not a finite number above 0
 * @example
 * clipByNorm(1, adam());
 *
 * Pascanu, Mikolov, Bengio: On the difficulty of training recurrent neural networks. ICML 2013.
 */
export function clipByNorm(maxNorm: number, optimizer: Optimizer): Optimizer {
  assertPositive('clipByNorm', 'maxNorm', maxNorm);
  assertMethods('clipByNorm', 'optimizer', optimizer, ['bind']);
  return {
    bind(variables) {
      const bound = optimizer.bind(variables);
      return { ...bound, apply: (gradients) => tidy(() => bound.apply(clipped(maxNorm, gradients))) };
    },
  };
}

function clipped(maxNorm: number, gradients: NamedTensors): NamedTensors {
  for (const [name, gradient] of Object.entries(gradients)) assertTensor('clipByNorm', `gradients.${name}`, gradient);
  const scale = div(scalar(maxNorm), maximum(globalNorm(Object.values(gradients)), maxNorm));
  return Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, mul(gradient, scale)]));
}
