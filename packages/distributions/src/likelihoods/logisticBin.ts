import { add, equal, exp, logicalOr, mul, neg, softplus, sub, type Tensor, where } from '@tensorflow/tfjs-core';
import { logOneMinusExp } from './logOneMinusExp.ts';

/** What {@link logisticBin} is given, all of shapes that broadcast. */
export interface LogisticBin {
  /** Which level, from 0 to `levels − 1`. */
  readonly level: Tensor;
  /** How many levels there are, evenly spaced from 0 to 1. */
  readonly levels: number;
  /** Where the logistic distribution has its middle, in units of the data. */
  readonly mean: Tensor;
  /** The logarithm of its scale. */
  readonly logScale: Tensor;
}

/**
 * The logarithm of the probability that a logistic variable is nearest to a level; the outermost two levels have all that
 * is beyond them, too.
 *
 *   log[σ(p) − σ(q)] = log σ(p) + log σ(−q) + log(1 − e^(q − p)),   p, q = (level's upper and lower edge − mean) / scale
 *
 * Written as a product nothing cancels, neither far out in a tail nor in a bin much narrower than the scale, so there is no
 * need for the published code's approximation by a density.
 */
export function logisticBin({ level, levels, mean, logScale }: LogisticBin): Tensor {
  const width = 1 / (levels - 1);
  const precision = exp(neg(logScale));
  const offset = sub(mul(level, width), mean);
  const upper = mul(add(offset, width / 2), precision);
  const lower = mul(sub(offset, width / 2), precision);
  const [first, last] = [equal(level, 0), equal(level, levels - 1)];
  const belowUpper = where(last, 0, softplus(neg(upper)));
  const aboveLower = where(first, 0, softplus(lower));
  const between = logOneMinusExp(mul(precision, width), sub(Math.log(width), logScale));
  return sub(where(logicalOr(first, last), 0, between), add(belowUpper, aboveLower));
}
