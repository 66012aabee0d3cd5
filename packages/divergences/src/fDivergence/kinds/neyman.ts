import { div, exp, mul, neg, softplus, sqrt, square, sub } from '@tensorflow/tfjs-core';
import type { FDivergence } from '../fDivergence.ts';
import { checkedDivergence } from './checkedDivergence.ts';
import { inverseLogSoftplus, logSoftplus } from './logSoftplus.ts';

/**
 * Neyman's χ² divergence: f = (1 − u)² / u, D = Σ (p − q)² / p. Infinity where P misses mass of Q.
 *
 * The f-GAN paper's activation 1 − exp(−v) would make ∞ − ∞ of the critic's loss; this is its one for 2 alpha(−1).
 * @example
 * divergenceUnchecked(neyman, tensor2d([[0.5, 0.5]]), tensor2d([[0.75, 0.25]]));  // [0.25]
 * @see Nowozin, Cseke & Tomioka, f-GAN, 2016, table 6. https://arxiv.org/abs/1606.00709
 */
export const neyman: FDivergence = /* @__PURE__ */ checkedDivergence({
  name: 'neyman',
  symmetric: false,
  f: (u) => div(square(sub(1, u)), u),
  derivative: (u) => sub(1, square(div(1, u))),
  threshold: 0,
  minimum: 0,
  atZero: Infinity,
  slopeAtZero: -Infinity,
  slopeAtInfinity: 1,
  term: (p, q) => mul(sub(p, q), div(sub(p, q), p)),
  conjugate: (t) => sub(2, mul(sqrt(sub(1, t)), 2)),
  domain: [-Infinity, 1],
  activation: (v) => sub(1, mul(softplus(neg(v)), 2)),
  conjugateOfActivation: (v) => sub(2, mul(exp(mul(logSoftplus(neg(v)), 0.5)), Math.sqrt(8))),
  optimalOutput: (logRatio) => neg(inverseLogSoftplus(sub(mul(logRatio, -2), Math.LN2))),
});
