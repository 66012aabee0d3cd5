import { rmsPropUpdate } from '@latentkit/backend';
import { assertBetween, assertPositive, checkOptions } from '@latentkit/check';
import { type Schedule, toSchedule } from '../schedules/schedule.ts';
import { bindRule, type Rule } from './bindRule.ts';
import type { Optimizer } from './optimizer.ts';

/** The settings of `rmsProp`. */
export interface RmsPropOptions {
  /** How far a step goes, or a schedule of it. Default 0.001. */
  readonly learningRate?: number | Schedule;
  /** How much of the mean square stays, from 0 to below 1. Default 0.99, as in PyTorch. */
  readonly decay?: number;
  /** Keeps the division finite, above 0. Default 1e-8. */
  readonly epsilon?: number;
}

/**
 * RMSProp: each number steps by its gradient over the root of its mean squared gradient.
 *
 *   v ← decay · v + (1 − decay) g²,   w ← w − rate · g / (√v + ε)
 *
 * The moment it keeps is `v / (1 − decay)`: the same numbers for fewer operations on the device.
 *
 * @param options learning rate, decay, epsilon
 * @returns an optimiser
 * @throws TypeError, RangeError for an option out of range
 * @example
 * // What the Wasserstein GAN was trained with.
 * rmsProp({ learningRate: 5e-5 });
 *
 * Tieleman, Hinton: Lecture 6.5, rmsprop. Coursera, 2012.
 */
export function rmsProp(options: RmsPropOptions = {}): Optimizer {
  checkOptions('rmsProp', options, ['learningRate', 'decay', 'epsilon']);
  const { learningRate = 1e-3, decay = 0.99, epsilon = 1e-8 } = options;
  const rateAt = toSchedule('rmsProp', 'learningRate', learningRate);
  assertBetween('rmsProp', 'decay', decay, 0, 1);
  if (decay === 1) throw new RangeError('rmsProp: decay is 1 but a number below 1 was expected.');
  assertPositive('rmsProp', 'epsilon', epsilon);
  const root = Math.sqrt(1 - decay);
  const rule: Rule = {
    name: 'rmsProp',
    moments: ['v'],
    at(step) {
      const numbers = { decay, epsilon: epsilon / root, scale: -rateAt(step) / root };
      return (value, gradient, [v]) => rmsPropUpdate(value, gradient, v!, numbers);
    },
  };
  return { bind: (variables) => bindRule(rule, variables) };
}
