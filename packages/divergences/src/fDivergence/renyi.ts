import { assertPositive } from '@latentkit/check';
import { preciseLog1p } from '@latentkit/shared';
import {
  abs,
  add,
  customGrad,
  expandDims,
  fill,
  greater,
  greaterEqual,
  less,
  log,
  logicalAnd,
  logicalNot,
  logSumExp,
  mul,
  onesLike,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { assertProbabilities, assertRows } from './assertMasses.ts';
import { divergenceUnchecked } from './divergence.ts';
import { alpha } from './kinds/alpha.ts';
import { forwardKl } from './kinds/forwardKl.ts';

/**
 * Rényi's divergence of discrete distributions. No f-divergence, but a function of one, {@link alpha}; it grows with its
 * order.
 *
 *   D(P ‖ Q) = log(Σ pᵃ q¹⁻ᵃ) / (a − 1)      a → 1 is KL; a = ½ is −2 log(1 − squared Hellinger), symmetric
 *
 * The values are read to be checked, so this waits for the device; {@link renyiUnchecked} does not, and can be
 * differentiated.
 *
 * @param order a, above 0 and finite; 1 stands for its limit, {@link forwardKl}
 * @param p `[batch, outcomes]`, not negative, each row with sum 1 within 1e-5
 * @param q the same shape, likewise
 * @returns `[batch]`, in nats; Infinity where the supports are disjoint and, from order 1, where Q misses mass of P
 * @throws RangeError (the promise is rejected) for another order or whatever {@link divergence} refuses
 * @example
 * await renyi(2, tensor2d([[0.75, 0.25]]), tensor2d([[0.5, 0.5]]));  // [0.2231]
 * @see van Erven & Harremoës, Rényi divergence and Kullback-Leibler divergence, 2014, https://arxiv.org/abs/1206.2459
 */
export async function renyi(order: number, p: Tensor2D, q: Tensor2D): Promise<Tensor1D> {
  assertPositive('renyi', 'order', order);
  assertRows('renyi', { p, q });
  await assertProbabilities('renyi', { p, q });
  return renyiUnchecked(order, p, q);
}

/**
 * Rényi's divergence of discrete distributions, as {@link renyi} gives it, for a training loop: it stays on the device, can
 * be differentiated, and does not check that its arguments are distributions, such as a softmax gives.
 *
 *   D(P ‖ Q) = log(Σ pᵃ q¹⁻ᵃ) / (a − 1)      a → 1 is KL
 *
 * A probability that is exactly 0 has the gradient 0, never NaN. The gradient is right along the simplex, that is through
 * a softmax: what it adds to all outcomes alike is left open.
 *
 * @param order a, above 0 and finite; 1 stands for its limit, {@link forwardKl}
 * @param p `[batch, outcomes]`, not negative, each row with sum 1
 * @param q the same shape, likewise
 * @returns `[batch]`, in nats; Infinity where the supports are disjoint and, from order 1, where Q misses mass of P
 * @throws TypeError, RangeError for another order, and where the shapes differ or are not `[batch, outcomes]`
 * @example
 * renyiUnchecked(2, tensor2d([[0.75, 0.25]]), tensor2d([[0.5, 0.5]]));  // [0.2231]
 * @see van Erven & Harremoës, Rényi divergence and Kullback-Leibler divergence, 2014, https://arxiv.org/abs/1206.2459
 */
export function renyiUnchecked(order: number, p: Tensor2D, q: Tensor2D): Tensor1D {
  assertPositive('renyiUnchecked', 'order', order);
  assertRows('renyiUnchecked', { p, q });
  if (order === 1) return divergenceUnchecked(forwardKl, p, q);
  return tidy(() => {
    // The sum less 1, with all its digits where P and Q are close; far apart it is its own logarithm that keeps them.
    const isNear = less(abs(constantExcess(order, p, q)), 0.5);
    const close = where(logicalAnd(expandDims(isNear, 1), greaterEqual(p, 0)), p, q);
    const near = preciseLog1p(excess(order, close, q));
    return mul<Tensor1D>(where(isNear, near, logOfSum(order, p, q)), 1 / (order - 1));
  });
}

/** Σ pᵃ q¹⁻ᵃ − 1, `[batch, outcomes] -> [batch]`. */
function excess(order: number, p: Tensor2D, q: Tensor2D): Tensor1D {
  return mul(divergenceUnchecked(alpha(order), p, q), order * (order - 1));
}

/** The same to look at only: far apart it may overflow, and its gradient would be 0 · ∞. */
function constantExcess(order: number, p: Tensor2D, q: Tensor2D): Tensor {
  return customGrad((p, q) => ({
    value: excess(order, p as Tensor2D, q as Tensor2D),
    gradFunc: () => [zerosLike(p as Tensor), zerosLike(q as Tensor)],
  }))(p, q);
}

/** log Σ pᵃ q¹⁻ᵃ, `[batch, outcomes] -> [batch]`, ±Infinity included. */
function logOfSum(order: number, p: Tensor2D, q: Tensor2D): Tensor1D {
  const [hasP, hasQ] = [greater(p, 0), greater(q, 0)];
  const inBoth = logicalAnd(hasP, hasQ);
  const exponent = (x: Tensor, share: number) => mul(log(where(inBoth, x, onesLike(x))), share);
  const exponents = add(exponent(p, order), exponent(q, 1 - order));
  // exp of this is 0 beside any term there is.
  const total: Tensor1D = logSumExp(where(inBoth, exponents, fill(p.shape, -1e30)), 1);
  // Not by `any`, through which no gradient goes.
  const some = (condition: Tensor) => greater(sum(where(condition, onesLike(p), zerosLike(p)), 1), 0);
  const isInfinite = order > 1 ? some(logicalAnd(hasP, logicalNot(hasQ))) : logicalNot(some(inBoth));
  return where(isInfinite, fill(total.shape, order > 1 ? Infinity : -Infinity), total);
}
