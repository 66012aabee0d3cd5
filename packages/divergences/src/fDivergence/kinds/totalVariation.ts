import { abs, atanh, maximum, mul, sign, sub, tanh } from '@tensorflow/tfjs-core';
import type { FDivergence } from '../fDivergence.ts';
import { checkedDivergence } from './checkedDivergence.ts';

/**
 * Total variation distance, the most by which the probability of an event can differ: f = ½ |u − 1|, D = ½ Σ |p − q|.
 *
 * In 0 … 1. The best critic is sign(p − q) / 2, which the activation reaches only for v = ±Infinity.
 * @example
 * divergenceUnchecked(totalVariation, tensor2d([[0.5, 0.5]]), tensor2d([[0.75, 0.25]]));  // [0.25]
 * @see Nowozin, Cseke & Tomioka, f-GAN, 2016, table 6. https://arxiv.org/abs/1606.00709
 */
export const totalVariation: FDivergence = /* @__PURE__ */ checkedDivergence({
  name: 'totalVariation',
  symmetric: true,
  f: (u) => mul(abs(sub(u, 1)), 0.5),
  derivative: (u) => mul(sign(sub(u, 1)), 0.5),
  threshold: 0,
  minimum: 0,
  atZero: 0.5,
  slopeAtZero: -0.5,
  slopeAtInfinity: 0.5,
  term: (p, q) => mul(abs(sub(p, q)), 0.5),
  conjugate: (t) => maximum(t, -0.5),
  domain: [-Infinity, 0.5],
  activation: (v) => mul(tanh(v), 0.5),
  conjugateOfActivation: (v) => mul(tanh(v), 0.5),
  optimalOutput: (logRatio) => atanh(sign(logRatio)),
});
