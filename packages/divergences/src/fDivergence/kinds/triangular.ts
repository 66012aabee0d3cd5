import { add, div, maximum, mul, neg, sigmoid, sqrt, square, sub } from '@tensorflow/tfjs-core';
import type { FDivergence } from '../fDivergence.ts';
import { checkedDivergence } from './checkedDivergence.ts';

/**
 * Triangular discrimination (Vincze and Le Cam), f = (u − 1)² / (u + 1), D = Σ (p − q)² / (p + q), in 0 … 2.
 *
 * The activation 1 − 4 sigmoid(−v)² is f'(exp v), so that the best output is log(p / q). Not in the f-GAN paper.
 * @example
 * divergenceUnchecked(triangular, tensor2d([[0.75, 0.25]]), tensor2d([[0.25, 0.75]]));  // [0.5]
 * @see Topsøe, Some inequalities for information divergence, 2000, https://doi.org/10.1109/18.850703
 */
export const triangular: FDivergence = /* @__PURE__ */ checkedDivergence({
  name: 'triangular',
  symmetric: true,
  f: (u) => div(square(sub(u, 1)), add(u, 1)),
  derivative: (u) => sub(1, square(div(2, add(u, 1)))),
  threshold: 0,
  minimum: 0,
  atZero: 1,
  slopeAtZero: -3,
  slopeAtInfinity: 1,
  term: (p, q) => mul(sub(p, q), div(sub(p, q), add(p, q))),
  conjugate: (t) => sub(sub(4, maximum(t, -3)), mul(sqrt(sub(1, maximum(t, -3))), 4)),
  domain: [-Infinity, 1],
  activation: (v) => sub(1, square(mul(sigmoid(neg(v)), 2))),
  conjugateOfActivation: (v) => sub(square(mul(sigmoid(v), 2)), 1),
  optimalOutput: (logRatio) => logRatio,
});
