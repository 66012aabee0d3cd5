import { assertBetween, checkOptions } from '@latentkit/check';
import { type AdamOptions, adamOptions, adamRule } from './adam.ts';
import { bindRule } from './bindRule.ts';
import type { Optimizer } from './optimizer.ts';

/** The settings of `adamW`. */
export interface AdamWOptions extends AdamOptions {
  /** How fast weights shrink, as a part of the learning rate, at least 0. Default 0.01. */
  readonly weightDecay?: number;
}

/**
 * Adam with decoupled weight decay, of every variable alike: `w ← (1 − rate · weightDecay) w`, then a step of `adam`.
 *
 * @param options those of `adam`, and `weightDecay`
 * @returns an optimiser
 * @throws TypeError, RangeError for an option out of range
 * @example
 * adamW({ learningRate: 1e-3, weightDecay: 0.05 });
 *
 * Loshchilov, Hutter: Decoupled weight decay regularization. ICLR 2019.
 */
export function adamW(options: AdamWOptions = {}): Optimizer {
  const { weightDecay = 0.01, ...others } = checkOptions('adamW', options, [...adamOptions, 'weightDecay']);
  assertBetween('adamW', 'weightDecay', weightDecay, 0, Number.MAX_VALUE);
  const rule = adamRule('adamW', others, weightDecay);
  return { bind: (variables) => bindRule(rule, variables) };
}
