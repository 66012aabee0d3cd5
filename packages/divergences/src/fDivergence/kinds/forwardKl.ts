import { add, exp, log, mul, sub } from '@tensorflow/tfjs-core';
import type { FDivergence } from '../fDivergence.ts';
import { checkedDivergence } from './checkedDivergence.ts';
import { klTerm } from './klTerm.ts';

/**
 * Kullback-Leibler divergence, what maximum likelihood makes small: f = u log u, D = Σ p log(p / q).
 *
 * Infinity where Q misses mass of P. The generator's loss, E exp(v − 1), overflows for outputs above 89.
 * @example
 * divergenceUnchecked(forwardKl, tensor2d([[0.5, 0.5]]), tensor2d([[0.25, 0.75]]));  // [0.1438]
 * @see Nowozin, Cseke & Tomioka, f-GAN, 2016, table 6. https://arxiv.org/abs/1606.00709
 */
export const forwardKl: FDivergence = /* @__PURE__ */ checkedDivergence({
  name: 'forwardKl',
  symmetric: false,
  f: (u) => mul(u, log(u)),
  derivative: (u) => add(log(u), 1),
  threshold: 1,
  minimum: 0,
  atZero: 0,
  slopeAtZero: -Infinity,
  slopeAtInfinity: Infinity,
  term: klTerm,
  conjugate: (t) => exp(sub(t, 1)),
  domain: [-Infinity, Infinity],
  activation: (v) => v,
  conjugateOfActivation: (v) => exp(sub(v, 1)),
  optimalOutput: (logRatio) => add(logRatio, 1),
});
