import { div, exp, log, neg, sub } from '@tensorflow/tfjs-core';
import type { FDivergence } from '../fDivergence.ts';
import { checkedDivergence } from './checkedDivergence.ts';
import { klTerm } from './klTerm.ts';

/**
 * KL(Q ‖ P), which holds Q to where P is: f = −log u, D = Σ q log(q / p).
 *
 * Infinity where P misses mass of Q. The activation, −exp(−v), overflows for outputs below −88.
 * @example
 * divergenceUnchecked(reverseKl, tensor2d([[0.25, 0.75]]), tensor2d([[0.5, 0.5]]));  // [0.1438]
 * @see Nowozin, Cseke & Tomioka, f-GAN, 2016, table 6. https://arxiv.org/abs/1606.00709
 */
export const reverseKl: FDivergence = /* @__PURE__ */ checkedDivergence({
  name: 'reverseKl',
  symmetric: false,
  f: (u) => neg(log(u)),
  derivative: (u) => div(-1, u),
  threshold: -1,
  minimum: 0,
  atZero: Infinity,
  slopeAtZero: -Infinity,
  slopeAtInfinity: 0,
  term: (p, q) => klTerm(q, p),
  conjugate: (t) => sub(-1, log(neg(t))),
  domain: [-Infinity, 0],
  activation: (v) => neg(exp(neg(v))),
  conjugateOfActivation: (v) => sub(v, 1),
  optimalOutput: (logRatio) => logRatio,
});
