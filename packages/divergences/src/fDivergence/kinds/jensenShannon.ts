import { add, div, exp, log, mul, neg, softplus, sub } from '@tensorflow/tfjs-core';
import type { FDivergence } from '../fDivergence.ts';
import { checkedDivergence } from './checkedDivergence.ts';
import { jensenShannonTerm } from './jensenShannonTerm.ts';

/**
 * Jensen-Shannon divergence, ½ KL(P ‖ M) + ½ KL(Q ‖ M) with M = (P + Q) / 2, in 0 … log 2; √D is a metric.
 *
 * f = ½ (u log u − (u + 1) log((u + 1) / 2)), half of what the f-GAN paper calls so.
 * @example
 * divergenceUnchecked(jensenShannon, tensor2d([[1, 0]]), tensor2d([[0, 1]]));  // [0.6931]
 * @see Lin, Divergence measures based on the Shannon entropy, 1991, https://doi.org/10.1109/18.61115
 */
export const jensenShannon: FDivergence = /* @__PURE__ */ checkedDivergence({
  name: 'jensenShannon',
  symmetric: true,
  f: (u) => mul(sub(mul(u, log(u)), mul(add(u, 1), log(mul(add(u, 1), 0.5)))), 0.5),
  derivative: (u) => mul(log(mul(add(div(1, u), 1), 0.5)), -0.5),
  threshold: 0,
  minimum: 0,
  atZero: Math.LN2 / 2,
  slopeAtZero: -Infinity,
  slopeAtInfinity: Math.LN2 / 2,
  term: (p, q) => mul(jensenShannonTerm(p, q), 0.5),
  conjugate: (t) => mul(log(sub(2, exp(mul(t, 2)))), -0.5),
  domain: [-Infinity, Math.LN2 / 2],
  activation: (v) => mul(sub(Math.LN2, softplus(neg(v))), 0.5),
  conjugateOfActivation: (v) => mul(sub(softplus(v), Math.LN2), 0.5),
  optimalOutput: (logRatio) => logRatio,
});
