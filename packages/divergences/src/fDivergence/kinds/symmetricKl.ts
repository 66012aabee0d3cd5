import { add, div, exp, log, mul, neg, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { FDivergence } from '../fDivergence.ts';
import { checkedDivergence } from './checkedDivergence.ts';
import { klTerm } from './klTerm.ts';
import { logLambertW } from './logLambertW.ts';

/**
 * Jeffreys' divergence, KL(P ‖ Q) + KL(Q ‖ P): f = (u − 1) log u, D = Σ (p − q) log(p / q).
 *
 * Infinity where either misses mass of the other. f* = w + 1/w + t − 2 with w = W(exp(1 − t)); above t = 88 it overflows.
 * @example
 * divergenceUnchecked(symmetricKl, tensor2d([[0.25, 0.75]]), tensor2d([[0.5, 0.5]]));  // [0.2747]
 * @see Nowozin, Cseke & Tomioka, f-GAN, 2016, table 6. https://arxiv.org/abs/1606.00709
 */
export const symmetricKl: FDivergence = /* @__PURE__ */ checkedDivergence({
  name: 'symmetricKl',
  symmetric: true,
  f: (u) => mul(sub(u, 1), log(u)),
  derivative: (u) => sub(add(log(u), 1), div(1, u)),
  threshold: 0,
  minimum: 0,
  atZero: Infinity,
  slopeAtZero: -Infinity,
  slopeAtInfinity: Infinity,
  term: (p, q) => add(klTerm(p, q), klTerm(q, p)),
  conjugate,
  domain: [-Infinity, Infinity],
  activation: (v) => v,
  conjugateOfActivation: conjugate,
  optimalOutput: (logRatio) => sub(add(logRatio, 1), exp(neg(logRatio))),
});

/**
 * The conjugate of f(u) = (u − 1) log u, for any real slope: u + log u − 1 at the u = 1 / W(exp(1 − t)) whose slope is t.
 * It equals the w + 1/w + t − 2 of the f-GAN paper, in which w and t cancel for large negative slopes.
 */
function conjugate(slope: Tensor): Tensor {
  const logRatio = neg(logLambertW(sub(1, slope)));
  return sub(exp(logRatio), sub(1, logRatio));
}
