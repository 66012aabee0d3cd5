import { adamUpdate } from '@latentkit/backend';
import { assertBetween, assertPositive, checkOptions } from '@latentkit/check';
import { type Schedule, toSchedule } from '../schedules/schedule.ts';
import { bindRule, type Rule } from './bindRule.ts';
import type { Optimizer } from './optimizer.ts';

/** The settings of `adam`. */
export interface AdamOptions {
  /** How far a step goes, or a schedule of it. Default 0.001. */
  readonly learningRate?: number | Schedule;
  /** Decay of the mean of the gradients, in [0, 1). Default 0.9; GANs often have 0.5. */
  readonly beta1?: number;
  /** Decay of the mean of their squares, in [0, 1). Default 0.999. */
  readonly beta2?: number;
  /** Keeps the division finite, above 0. Default 1e-8, as in the paper and PyTorch, on every backend. */
  readonly epsilon?: number;
}

/**
 * Adam: each number steps by its mean gradient over the root of its mean squared gradient, both freed of the bias of
 * their start at zero.
 *
 *   m ← β₁ m + (1 − β₁) g,   v ← β₂ v + (1 − β₂) g²,   w ← w − rate · m̂ / (√v̂ + ε),   m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)
 *
 * The moments it keeps are `m / (1 − β₁)` and `v / (1 − β₂)`: the same numbers for fewer operations on the device.
 *
 * @param options see the defaults there
 * @returns an optimiser; each `bind` of it remembers for itself
 * @throws TypeError, RangeError for an option out of range
 * @example
 * const network = sequential([dense(1)], { inputShape: [2], key: key(1) });
 * const optimizer = adam({ learningRate: 0.01 }).bind(network.variables);
 * minimize(optimizer, () => ({ loss: mean(square(network.apply(ones([4, 2])))) }));
 *
 * Kingma, Ba: Adam: a method for stochastic optimization. ICLR 2015.
 */
export function adam(options: AdamOptions = {}): Optimizer {
  const rule = adamRule('adam', checkOptions('adam', options, adamOptions), () => 0);
  return { bind: (variables) => bindRule(rule, variables) };
}

/** The names of `AdamOptions`. */
export const adamOptions = ['learningRate', 'beta1', 'beta2', 'epsilon'] as const;

/** Adam, and AdamW for the variables whose decay is above 0. */
export function adamRule(name: string, options: AdamOptions, weightDecayOf: (variable: string) => number): Rule {
  const { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const rateAt = toSchedule(name, 'learningRate', learningRate);
  assertDecay(name, 'beta1', beta1);
  assertDecay(name, 'beta2', beta2);
  assertPositive(name, 'epsilon', epsilon);
  return {
    name,
    moments: ['m', 'v'],
    at(step) {
      const rate = rateAt(step);
      // With M = m / (1 − β₁) and V = v / (1 − β₂): rate · m̂ / (√v̂ + ε) = scale · M / (√V + ε / root).
      const root = Math.sqrt((1 - beta2) / (1 - beta2 ** (step + 1)));
      const scale = (-rate * (1 - beta1)) / (1 - beta1 ** (step + 1)) / root;
      return (value, gradient, [m, v], of) => {
        const keep = 1 - rate * weightDecayOf(of);
        return adamUpdate(value, gradient, m!, v!, { beta1, beta2, epsilon: epsilon / root, scale, keep });
      };
    },
  };
}

function assertDecay(caller: string, argument: string, value: number): void {
  assertBetween(caller, argument, value, 0, 1);
  if (value === 1) throw new RangeError(`${caller}: ${argument} is 1 but a number below 1 was expected.`);
}
