import { add, div, exp, log, mul, neg, softplus, sub } from '@tensorflow/tfjs-core';
import type { FDivergence } from '../fDivergence.ts';
import { checkedDivergence } from './checkedDivergence.ts';
import { jensenShannonTerm } from './jensenShannonTerm.ts';

/**
 * What the critic of the first GAN maximises, E_P log D + E_Q log(1 − D), at its best: 2 JS(P ‖ Q) − log 4.
 *
 * f = u log u − (u + 1) log(u + 1). No divergence, for it is −log 4 and not 0 where P = Q; that aside, as any other.
 * @example
 * divergenceUnchecked(ganObjective, tensor2d([[1, 0]]), tensor2d([[1, 0]]));  // [-1.3863]
 * @see Goodfellow et al., Generative Adversarial Nets, 2014, theorem 1. https://arxiv.org/abs/1406.2661
 */
export const ganObjective: FDivergence = /* @__PURE__ */ checkedDivergence({
  name: 'ganObjective',
  symmetric: true,
  f: (u) => sub(mul(u, log(u)), mul(add(u, 1), log(add(u, 1)))),
  derivative: (u) => neg(log(add(div(1, u), 1))),
  threshold: -Math.LN2,
  minimum: -2 * Math.LN2,
  atZero: 0,
  slopeAtZero: -Infinity,
  slopeAtInfinity: 0,
  term: jensenShannonTerm,
  conjugate: (t) => neg(log(sub(1, exp(t)))),
  domain: [-Infinity, 0],
  activation: (v) => neg(softplus(neg(v))),
  conjugateOfActivation: (v) => softplus(v),
  optimalOutput: (logRatio) => logRatio,
});
