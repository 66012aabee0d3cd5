import { assertPositive } from '@latentkit/check';
import {
  abs,
  add,
  any,
  div,
  fill,
  greater,
  less,
  log,
  logicalAnd,
  logicalNot,
  logSumExp,
  mul,
  onesLike,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { assertMasses } from './assertMasses.ts';
import { alpha } from './divergences/alpha.ts';
import { kl } from './divergences/kl.ts';
import { SUM_TOLERANCE } from './exact.ts';
import { assertRows, exactUnchecked } from './exactUnchecked.ts';
import { artanhTail } from './logRatio.ts';

/**
 * Rényi's divergence of discrete distributions. No f-divergence, but a function of one, {@link alpha}; it grows with its
 * order.
 *
 *   D(P ‖ Q) = log(Σ pᵃ q¹⁻ᵃ) / (a − 1)      a → 1 is KL; a = ½ is −2 log(1 − squared Hellinger), symmetric
 *
 * @param order a, above 0 and finite; 1 stands for its limit, {@link kl}
 * @param p `[batch, outcomes]`, not negative, each row with sum 1 within 1e-5
 * @param q the same shape, likewise
 * @returns `[batch]`, in nats; Infinity where the supports are disjoint and, from order 1, where Q misses mass of P
 * @throws RangeError (the promise is rejected) for another order or whatever {@link exact} refuses
 * @example
 * await renyi(2, tensor2d([[0.75, 0.25]]), tensor2d([[0.5, 0.5]]));  // [0.2231]
 * @see van Erven & Harremoës, Rényi divergence and Kullback-Leibler divergence, 2014, https://arxiv.org/abs/1206.2459
 */
export async function renyi(order: number, p: Tensor2D, q: Tensor2D): Promise<Tensor1D> {
  assertPositive('renyi', 'order', order);
  assertRows('renyi', { p, q });
  await assertMasses('renyi', { p, q }, { unit: 1, tolerance: SUM_TOLERANCE });
  if (order === 1) return exactUnchecked(kl, p, q);
  return tidy(() => {
    // The sum less 1, with all its digits where P and Q are close; far apart it is its own logarithm that keeps them.
    const excess = mul(exactUnchecked(alpha(order), p, q), order * (order - 1));
    const isNear = less(abs(excess), 0.5);
    const near = logOfOnePlus(where(isNear, excess, zerosLike(excess)));
    return mul<Tensor1D>(where(isNear, near, logOfSum(order, p, q)), 1 / (order - 1));
  });
}

/** log(1 + x) = 2 artanh(x / (2 + x)), for |x| < ½. */
function logOfOnePlus(x: Tensor): Tensor {
  const e = div(x, add(x, 2));
  return mul(add(e, artanhTail(e)), 2);
}

/** log Σ pᵃ q¹⁻ᵃ, `[batch, outcomes] -> [batch]`, ±Infinity included. */
function logOfSum(order: number, p: Tensor2D, q: Tensor2D): Tensor1D {
  const [hasP, hasQ] = [greater(p, 0), greater(q, 0)];
  const inBoth = logicalAnd(hasP, hasQ);
  const exponent = (x: Tensor, share: number) => mul(log(where(inBoth, x, onesLike(x))), share);
  const exponents = add(exponent(p, order), exponent(q, 1 - order));
  // exp of this is 0 beside any term there is.
  const sum: Tensor1D = logSumExp(where(inBoth, exponents, fill(p.shape, -1e30)), 1);
  const isInfinite = order > 1 ? any(logicalAnd(hasP, logicalNot(hasQ)), 1) : logicalNot(any(inBoth, 1));
  return where(isInfinite, fill(sum.shape, order > 1 ? Infinity : -Infinity), sum);
}
