import { add, div, expm1, mul, neg, sqrt, square, sub } from '@tensorflow/tfjs-core';
import type { FDivergence } from '../fDivergence.ts';
import { checkedDivergence } from './checkedDivergence.ts';

/**
 * Squared Hellinger distance, 1 − Σ √(p q) = ½ Σ (√p − √q)², in 0 … 1: f = ½ (√u − 1)².
 *
 * Half of what the f-GAN paper calls so. The generator's loss overflows for outputs above 88, the critic's below −88.
 * @example
 * divergenceUnchecked(squaredHellinger, tensor2d([[1, 0]]), tensor2d([[0.25, 0.75]]));  // [0.5]
 * @see Nowozin, Cseke & Tomioka, f-GAN, 2016, table 6. https://arxiv.org/abs/1606.00709
 */
export const squaredHellinger: FDivergence = /* @__PURE__ */ checkedDivergence({
  name: 'squaredHellinger',
  symmetric: true,
  f: (u) => mul(square(sub(sqrt(u), 1)), 0.5),
  derivative: (u) => mul(sub(1, div(1, sqrt(u))), 0.5),
  threshold: 0,
  minimum: 0,
  atZero: 0.5,
  slopeAtZero: -Infinity,
  slopeAtInfinity: 0.5,
  term: (p, q) => mul(square(div(sub(p, q), add(sqrt(p), sqrt(q)))), 0.5),
  conjugate: (t) => div(t, sub(1, mul(t, 2))),
  domain: [-Infinity, 0.5],
  activation: (v) => mul(expm1(neg(v)), -0.5),
  conjugateOfActivation: (v) => mul(expm1(v), 0.5),
  optimalOutput: (logRatio) => mul(logRatio, 0.5),
});
