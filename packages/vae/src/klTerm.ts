import { assertBetween, assertFunction } from '@latentkit/check';
import type { Encoded } from '@latentkit/model';
import type { Schedule } from '@latentkit/nn';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { KlRegularizer } from './klRegularizers.ts';

/** How the KL term counts. */
export interface KlTermOptions {
  /**
   * The weight of the KL term: 1 is the evidence lower bound; above 1 is the β-VAE (Higgins et al. 2017). A schedule, such
   * as `linear` or `cyclical` of `@latentkit/nn`, anneals it: it is asked for the weight at each step. Default 1.
   */
  readonly beta?: number | Schedule | undefined;
  /** What is minimised in place of the KL divergence, with the weight `beta`: `klCapacity`, `klFreeBits`. Default the divergence. */
  readonly regularizer?: KlRegularizer | undefined;
}

/** The terms of a divergence: with a regulariser `kl` is only logged, and `regularizer` is what counts. */
export type KlTerms = 'kl' | 'regularizer';

/** The terms of a divergence, `[batch]`, and of the groups that a regulariser is given, `[batch, groups]`, with their weights. */
export type KlTerm = (
  kl: Tensor1D,
  groups: () => Tensor2D,
  step: number,
) => Required<Pick<Encoded<KlTerms>, 'terms' | 'weights'>>;

/** @throws TypeError, RangeError for an option out of range; at a step, for a schedule that gives a negative number */
export function klTermOf(caller: string, { beta = 1, regularizer }: KlTermOptions): KlTerm {
  const betaAt = (step: number) => {
    const weight = typeof beta === 'function' ? beta(step) : beta;
    assertBetween(caller, 'beta', weight, 0, Number.MAX_VALUE);
    return weight;
  };
  betaAt(0);
  if (regularizer !== undefined) assertFunction(caller, 'regularizer', regularizer, 'a function of divergences');
  return (kl, groups, step) => {
    const beta = betaAt(step);
    if (!regularizer) return { terms: { kl } as Encoded<KlTerms>['terms'], weights: { kl: beta } };
    return { terms: { kl, regularizer: regularizer(groups(), step) }, weights: { kl: 0, regularizer: beta } };
  };
}
