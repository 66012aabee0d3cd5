import { assertSameShape, checkOptions } from '@latentkit/check';
import { sumFeatures } from '@latentkit/shared';
import { add, div, exp, fill, greaterEqual, log, mul, sub, type Tensor, where, zerosLike } from '@tensorflow/tfjs-core';
import { assertBatch, checkedDistribution } from '../checked.ts';
import type { ClosedForms } from '../closedForms/closedForms.ts';
import type { Distribution } from '../distribution.ts';
import { timesLog } from '../timesLog.ts';
import { gammaKl } from './gammaKl.ts';
import { gammaLogSample } from './gammaLogSample.ts';
import { logGamma } from './logGamma.ts';

/** The parameters of gamma distributions. */
export interface GammaParameters {
  /** a, the shape parameter, above 0, `[batch, ...features]` */
  readonly concentration: Tensor;
  /** b, one over the scale, above 0, the same shape. */
  readonly rate: Tensor;
}

/** A batch of gamma distributions. */
export interface Gamma extends Distribution {
  /** What it is given by. */
  readonly parameters: GammaParameters & Readonly<Record<string, Tensor>>;
}

const closedForms: ClosedForms<Gamma> = {
  family: 'gamma',
  kl: (p, q) => gammaKl(p.parameters, q.parameters),
};

/**
 * Gamma distributions, each feature independent of the others.
 *
 *   log p(x) = Σ [a log b + (a − 1) log x − b x − log Γ(a)] for x ≥ 0, −∞ below      mean = a / b
 *
 * Samples are drawn by Marsaglia and Tsang's method on the device. Gradients pass through them to the rate, not to the
 * concentration. Closed forms: KL, Jeffreys.
 *
 * @param parameters `{ concentration, rate }`, each `[batch, ...features]`, above 0; they stay the caller's
 * @returns the distributions, over the same shape
 * @throws TypeError unless float32 tensors, RangeError unless of one shape
 * @example
 * gamma({ concentration: tensor2d([[1]]), rate: tensor2d([[2]]) }).logProb(tensor2d([[1]]));  // [-1.3069]
 */
export function gamma(parameters: GammaParameters): Gamma {
  const { concentration, rate } = checkOptions('gamma', parameters, ['concentration', 'rate'], 'parameters');
  assertSameShape('gamma', { 'parameters.concentration': concentration, 'parameters.rate': rate });
  assertBatch('gamma', 'parameters.concentration', concentration);
  return {
    ...checkedDistribution('gamma(parameters)', concentration.shape, {
      sample: (key) => div(exp(gammaLogSample(key, concentration)), rate),
      logProb(x) {
        const inside = greaterEqual(x, 0);
        const safe = where(inside, x, zerosLike(x));
        const constant = sub(mul(concentration, log(rate)), logGamma(concentration));
        const terms = add(constant, sub(timesLog(sub(concentration, 1), safe), mul(rate, safe)));
        return sumFeatures('gamma', where(inside, terms, fill(x.shape, Number.NEGATIVE_INFINITY)));
      },
      mean: () => div(concentration, rate),
    }),
    parameters: { concentration, rate },
    closedForms,
  };
}
