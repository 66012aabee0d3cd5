import { add, mul, pow, relu, sub } from '@tensorflow/tfjs-core';
import type { FDivergence } from '../fDivergence.ts';
import { alphaEdges, alphaOutput, assertOrder } from './alphaParts.ts';
import { alphaTerm } from './alphaTerm.ts';
import { checkedDivergence } from './checkedDivergence.ts';

/**
 * α-divergence, D = (Σ pᵃ q¹⁻ᵃ − 1) / (a (a − 1)), f = (uᵃ − a u + a − 1) / (a (a − 1)): ½ Pearson's χ² for a = 2, ½
 * Neyman's for −1, 4 times the squared Hellinger distance for ½. Reversed it is that of order 1 − a.
 *
 * @param order a, any but 0 and 1, near which D is {@link reverseKl} and {@link forwardKl}, with fewer digits
 * @throws RangeError where it is 0 or 1 or not finite
 * @example
 * divergenceUnchecked(alpha(2), tensor2d([[0.75, 0.25]]), tensor2d([[0.5, 0.5]]));  // [0.125]
 * @see Nowozin, Cseke & Tomioka, f-GAN, 2016, table 6. https://arxiv.org/abs/1606.00709
 */
export function alpha(order: number): FDivergence {
  assertOrder('alpha', order);
  return checkedDivergence({
    name: `alpha(${order})`,
    symmetric: order === 0.5,
    threshold: 0,
    minimum: 0,
    f: (u) => mul(add(sub(pow(u, order), mul(u, order)), order - 1), 1 / (order * (order - 1))),
    derivative: (u) => mul(sub(pow(u, order - 1), 1), 1 / (order - 1)),
    term: (p, q) => alphaTerm(order, p, q),
    conjugate: (t) => mul(sub(pow(relu(add(mul(t, order - 1), 1)), order / (order - 1)), 1), 1 / order),
    ...alphaEdges(order),
    ...alphaOutput(order),
  });
}
