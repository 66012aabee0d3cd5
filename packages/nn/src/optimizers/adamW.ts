import { assertBetween, assertFunction, checkOptions } from '@latentkit/check';
import { type AdamOptions, adamOptions, adamRule } from './adam.ts';
import { bindRule } from './bindRule.ts';
import type { Optimizer } from './optimizer.ts';

/** The settings of `adamW`. */
export interface AdamWOptions extends AdamOptions {
  /** How fast weights shrink, as a part of the learning rate, at least 0. Default 0.01. */
  readonly weightDecay?: number;
  /** Which variables shrink, by the name they are bound under, such as `encoder/0/kernel`. Default: all of them. */
  readonly decays?: (name: string) => boolean;
}

/**
 * Adam with decoupled weight decay: `w ← (1 − rate · weightDecay) w`, then a step of `adam`.
 *
 * @param options those of `adam`, `weightDecay`, and `decays`: biases and norms are best left out, as two parameter groups
 *   do in PyTorch
 * @returns an optimiser
 * @throws TypeError, RangeError for an option out of range
 * @example
 * adamW({ learningRate: 1e-3, weightDecay: 0.05, decays: (name) => name.endsWith('kernel') });
 *
 * Loshchilov, Hutter: Decoupled weight decay regularization. ICLR 2019.
 */
export function adamW(options: AdamWOptions = {}): Optimizer {
  const names = [...adamOptions, 'weightDecay', 'decays'] as const;
  const { weightDecay = 0.01, decays = () => true, ...others } = checkOptions('adamW', options, names);
  assertBetween('adamW', 'weightDecay', weightDecay, 0, Number.MAX_VALUE);
  assertFunction('adamW', 'decays', decays, 'a function of a name');
  const rule = adamRule('adamW', others, (name) => (decays(name) ? weightDecay : 0));
  return { bind: (variables) => bindRule(rule, variables) };
}
