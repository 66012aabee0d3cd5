import { linearCombination } from '@latentkit/backend';
import { assertBetween, assertInteger, assertMethods, checkOptions } from '@latentkit/check';
import type { NamedTensors, NamedVariables, Network, Stateful } from '@latentkit/nn';
import { clone, tidy, type Variable, variable } from '@tensorflow/tfjs-core';

/** How a weight average follows its network. */
export interface WeightAverageOptions {
  /** How much of the average stays in each step, from 0 to 1. Default 0.999. */
  readonly decay?: number;
}

/** Averages of the weights of a network, to be used in place of them. */
export interface WeightAverage extends Stateful {
  /** The averages, by the names of the variables: buffers, since nothing trains them. */
  readonly buffers: NamedVariables;
  /** What `apply` takes as `values`. */
  readonly values: NamedTensors;
  /** Follows the network by one step. `step` is the number of steps done before. */
  update(step: number): void;
}

/**
 * An exponential moving average of the weights of a network: samples of it are better than those of the last weights, which
 * a game never lets come to rest.
 *
 *   a ← d a + (1 − d) w,   d = min(decay, (1 + step) / (10 + step))
 *
 * The decay warms up, so that the initial weights are soon forgotten.
 *
 * @param network it begins as its weights are
 * @param options decay
 * @returns the average; it owns its buffers
 * @throws TypeError, RangeError for a decay that is not from 0 to 1
 * @example
 * const network = sequential([dense(2)], { inputShape: [3], key: key(1) });
 * const average = weightAverage(network, { decay: 0.99 });
 * average.update(0); // after each step of the network's optimizer
 * network.apply(ones([1, 3]), { values: average.values }).shape; // [1, 2]
 *
 * Polyak & Juditsky 1992; Yazıcı et al., "The Unusual Effectiveness of Averaging in GAN Training", 2019,
 * https://arxiv.org/abs/1806.04498
 */
export function weightAverage(network: Network, options: WeightAverageOptions = {}): WeightAverage {
  assertMethods('weightAverage', 'network', network, ['apply']);
  const { decay = 0.999 } = checkOptions('weightAverage', options, ['decay']);
  assertBetween('weightAverage', 'decay', decay, 0, 1);
  const averages: Record<string, Variable> = {};
  for (const [name, value] of Object.entries(network.variables)) {
    averages[name] = tidy(() => variable(clone(value), false));
  }
  return {
    buffers: averages,
    values: averages,
    update(step) {
      assertInteger('weightAverage.update', 'step', step, 0);
      const kept = Math.min(decay, (1 + step) / (10 + step));
      tidy(() => {
        for (const [name, average] of Object.entries(averages)) {
          average.assign(linearCombination(kept, average, 1 - kept, network.variables[name]!));
        }
      });
    },
  };
}
