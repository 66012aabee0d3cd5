import { add, div, exp, log, mul, neg, sub } from '@tensorflow/tfjs-core';
import { checkedDivergence } from '../checkedDivergence.ts';
import type { FDivergence } from '../fDivergence.ts';
import { jeffreysConjugate } from '../jeffreysConjugate.ts';
import { klTerm } from '../klTerm.ts';

/**
 * Jeffreys' divergence, KL(P ‖ Q) + KL(Q ‖ P): f = (u − 1) log u, D = Σ (p − q) log(p / q).
 *
 * Infinity where either misses mass of the other. f* = w + 1/w + t − 2 with w = W(exp(1 − t)); above t = 88 it overflows.
 * @example
 * exactUnchecked(jeffreys, tensor2d([[0.25, 0.75]]), tensor2d([[0.5, 0.5]]));  // [0.2747]
 * @see Nowozin, Cseke & Tomioka, f-GAN, 2016, table 6. https://arxiv.org/abs/1606.00709
 */
export const jeffreys: FDivergence = /* @__PURE__ */ checkedDivergence({
  name: 'jeffreys',
  symmetric: true,
  generator: (u) => mul(sub(u, 1), log(u)),
  derivative: (u) => sub(add(log(u), 1), div(1, u)),
  threshold: 0,
  minimum: 0,
  atZero: Infinity,
  slopeAtZero: -Infinity,
  slopeAtInfinity: Infinity,
  term: (p, q) => add(klTerm(p, q), klTerm(q, p)),
  conjugate: jeffreysConjugate,
  domain: [-Infinity, Infinity],
  activation: (v) => v,
  conjugateOfActivation: jeffreysConjugate,
  optimalOutput: (logRatio) => sub(add(logRatio, 1), exp(neg(logRatio))),
});
