import { assertSameShape, checkOptions } from '@latentkit/check';
import { foldIn } from '@latentkit/random';
import { sumFeatures } from '@latentkit/shared';
import {
  add,
  div,
  fill,
  greaterEqual,
  lessEqual,
  logicalAnd,
  sigmoid,
  sub,
  type Tensor,
  where,
} from '@tensorflow/tfjs-core';
import { assertBatch, checkedDistribution } from '../checked.ts';
import type { ClosedForms } from '../closedForms/closedForms.ts';
import type { Distribution } from '../distribution.ts';
import { timesLog } from '../timesLog.ts';
import { betaKl } from './betaKl.ts';
import { gammaLogSample } from './gammaLogSample.ts';
import { logGamma } from './logGamma.ts';

/** The parameters of beta distributions. */
export interface BetaParameters {
  /** α, above 0, `[batch, ...features]` */
  readonly alpha: Tensor;
  /** β, above 0, the same shape */
  readonly beta: Tensor;
}

/** A batch of beta distributions. */
export interface Beta extends Distribution {
  /** What it is given by. */
  readonly parameters: BetaParameters & Readonly<Record<string, Tensor>>;
}

const closedForms: ClosedForms<Beta> = { family: 'beta', kl: (p, q) => betaKl(p.parameters, q.parameters) };

/**
 * Beta distributions, each feature independent of the others.
 *
 *   log p(x) = Σ [(α − 1) log x + (β − 1) log(1 − x) − log B(α, β)] on [0, 1], −∞ outside      mean = α / (α + β)
 *
 * No gradient passes through samples. Closed forms: KL, Jeffreys.
 *
 * @param parameters `{ alpha, beta }`, each `[batch, ...features]`, above 0; they stay the caller's
 * @returns the distributions, over the same shape
 * @throws TypeError unless float32 tensors, RangeError unless of one shape
 * @example
 * beta({ alpha: tensor2d([[2]]), beta: tensor2d([[1]]) }).logProb(tensor2d([[0.5]]));  // [0]
 */
export function beta(parameters: BetaParameters): Beta {
  const { alpha, beta } = checkOptions('beta', parameters, ['alpha', 'beta'], 'parameters');
  assertSameShape('beta', { 'parameters.alpha': alpha, 'parameters.beta': beta });
  assertBatch('beta', 'parameters.alpha', alpha);
  return {
    ...checkedDistribution('beta(parameters)', alpha.shape, {
      // X / (X + Y) of gamma variables, by their logarithms.
      sample: (key) => sigmoid(sub(gammaLogSample(foldIn(key, 0), alpha), gammaLogSample(foldIn(key, 1), beta))),
      logProb(x) {
        const inside = logicalAnd(greaterEqual(x, 0), lessEqual(x, 1));
        const safe = where(inside, x, fill(x.shape, 0.5));
        const powers = add(timesLog(sub(alpha, 1), safe), timesLog(sub(beta, 1), sub(1, safe)));
        const constant = sub(logGamma(add(alpha, beta)), add(logGamma(alpha), logGamma(beta)));
        const terms = add(powers, constant);
        return sumFeatures('beta', where(inside, terms, fill(x.shape, Number.NEGATIVE_INFINITY)));
      },
      mean: () => div(alpha, add(alpha, beta)),
    }),
    parameters: { alpha, beta },
    closedForms,
  };
}
