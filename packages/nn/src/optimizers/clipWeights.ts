import { assertMethods, assertPositive, assertTensor } from '@latentkit/check';
import { clipByValue, tidy } from '@tensorflow/tfjs-core';
import type { Optimizer } from './optimizer.ts';

/**
 * An optimiser after each of whose updates every number of every variable is moved into [−limit, limit]: the first way in
 * which the critic of a Wasserstein GAN was held to a slope. A gradient penalty does it better: clipped critics come to use
 * the limit everywhere, learn simple functions only, and their gradients explode or vanish.
 *
 *   v ← min(max(v, −limit), limit)
 *
 * @param limit the greatest absolute value, above 0
 * @param optimizer what makes the updates
 * @returns an optimiser, whose state is that of `optimizer`
 * @throws TypeError, RangeError for a limit that is not a finite number above 0
 * @example
 * clipWeights(0.01, rmsProp({ learningRate: 5e-5 }));
 *
 * Arjovsky, Chintala, Bottou: Wasserstein GAN. 2017. https://arxiv.org/abs/1701.07875
 */
export function clipWeights(limit: number, optimizer: Optimizer): Optimizer {
  assertPositive('clipWeights', 'limit', limit);
  assertMethods('clipWeights', 'optimizer', optimizer, ['bind']);
  return {
    bind(variables) {
      const bound = optimizer.bind(variables);
      return {
        ...bound,
        apply(gradients) {
          for (const [name, gradient] of Object.entries(gradients)) {
            assertTensor('clipWeights', `gradients.${name}`, gradient);
          }
          bound.apply(gradients);
          tidy(() => {
            for (const variable of Object.values(variables)) variable.assign(clipByValue(variable, -limit, limit));
          });
        },
      };
    },
  };
}
