import { add, div, expm1, mul, relu, square, sub } from '@tensorflow/tfjs-core';
import type { FDivergence } from '../fDivergence.ts';
import { checkedDivergence } from './checkedDivergence.ts';

/**
 * Pearson's χ² divergence: f = (u − 1)², D = Σ (p − q)² / q. Infinity where Q misses mass of P.
 *
 * The f-GAN paper has f* = t²/4 + t for all t. No ratio has a slope t below −2; there f* = −1, and the bound is closer.
 * @example
 * divergenceUnchecked(pearson, tensor2d([[0.75, 0.25]]), tensor2d([[0.5, 0.5]]));  // [0.25]
 * @see Nowozin, Cseke & Tomioka, f-GAN, 2016, table 6. https://arxiv.org/abs/1606.00709
 */
export const pearson: FDivergence = /* @__PURE__ */ checkedDivergence({
  name: 'pearson',
  symmetric: false,
  f: (u) => square(sub(u, 1)),
  derivative: (u) => mul(sub(u, 1), 2),
  threshold: 0,
  minimum: 0,
  atZero: 1,
  slopeAtZero: -2,
  slopeAtInfinity: Infinity,
  term: (p, q) => mul(sub(p, q), div(sub(p, q), q)),
  conjugate: (t) => sub(square(relu(add(mul(t, 0.5), 1))), 1),
  domain: [-Infinity, Infinity],
  activation: (v) => v,
  conjugateOfActivation: (v) => sub(square(relu(add(mul(v, 0.5), 1))), 1),
  optimalOutput: (logRatio) => mul(expm1(logRatio), 2),
});
