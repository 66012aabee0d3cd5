import { linearCombination } from '@latentkit/backend';
import { assertBetween, assertOneOf, checkOptions, show } from '@latentkit/check';
import { type Schedule, toSchedule } from '../schedules/schedule.ts';
import { bindRule, type Rule } from './bindRule.ts';
import type { Optimizer } from './optimizer.ts';

/** The settings of `sgd`. */
export interface SgdOptions {
  /** How far a step goes, or a schedule of it. Default 0.01. */
  readonly learningRate?: number | Schedule;
  /** How much of the velocity stays, from 0 to 1. Default 0: none is kept. */
  readonly momentum?: number;
  /** Whether to step as if the velocity had already moved on. Default `false`; needs momentum. */
  readonly nesterov?: boolean;
}

/**
 * Stochastic gradient descent, with momentum if wanted.
 *
 *   u ← momentum · u + g,   w ← w − rate · u;   with Nesterov   w ← w − rate · (g + momentum · u)
 *
 * @param options learning rate, momentum, nesterov
 * @returns an optimiser
 * @throws TypeError, RangeError for an option out of range, or nesterov without momentum
 * @example
 * sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true });
 *
 * Sutskever, Martens, Dahl, Hinton: On the importance of initialization and momentum in deep learning. ICML 2013.
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  checkOptions('sgd', options, ['learningRate', 'momentum', 'nesterov']);
  const { learningRate = 0.01, momentum = 0, nesterov = false } = options;
  const rateAt = toSchedule('sgd', 'learningRate', learningRate);
  assertBetween('sgd', 'momentum', momentum, 0, 1);
  assertOneOf('sgd', 'nesterov', nesterov, [true, false]);
  if (nesterov && momentum === 0) {
    throw new RangeError(`sgd: nesterov is ${show(nesterov)} but momentum above 0 was expected with it.`);
  }
  const rule: Rule = {
    name: 'sgd',
    moments: momentum === 0 ? [] : ['velocity'],
    at(step) {
      const rate = rateAt(step);
      if (momentum === 0) return (value, gradient) => [linearCombination(1, value, -rate, gradient)];
      return (value, gradient, [velocity]) => {
        const next = linearCombination(momentum, velocity!, 1, gradient);
        const direction = nesterov ? linearCombination(momentum, next, 1, gradient) : next;
        return [linearCombination(1, value, -rate, direction), next];
      };
    },
  };
  return { bind: (variables) => bindRule(rule, variables) };
}
