import { assertInteger, assertNotNegative, assertPositive, checkOptions } from '@latentkit/check';
import { add, matMul, mul, type Tensor2D } from '@tensorflow/tfjs-core';
import { pairFunction } from '../pairwise/pairFunction.ts';
import type { Kernel } from './kernel.ts';

/** Options of {@link polynomial}. */
export interface PolynomialOptions {
  /** p, an integer of at least 1: up to which moment the samples are compared. Default 3. */
  readonly degree?: number;
  /** γ, above 0. Default 1 / features. */
  readonly gamma?: number;
  /** c, at least 0; at 0 only moments of order p count. Default 1. */
  readonly offset?: number;
}

/**
 * The polynomial kernel. With its defaults {@link mmd} is the Kernel Inception Distance of features.
 *
 *   k(x, y) = (γ x·y + c)^p
 *
 * @returns a kernel of any real numbers; it depends on where the origin is
 * @throws TypeError, RangeError for an option that is not as said
 * @example
 * polynomial().of(tensor2d([[1, 1]]), tensor2d([[1, 1], [1, -1]]));  // [[8, 1]]
 * @see Bińkowski et al., Demystifying MMD GANs, 2018. https://arxiv.org/abs/1801.01401
 */
export function polynomial(options: PolynomialOptions = {}): Kernel {
  const { degree = 3, gamma, offset = 1 } = checkOptions('polynomial', options, ['degree', 'gamma', 'offset']);
  assertInteger('polynomial', 'degree', degree);
  if (gamma !== undefined) assertPositive('polynomial', 'gamma', gamma);
  assertNotNegative('polynomial', 'offset', offset);
  return pairFunction('polynomial', (x, y) => {
    const base = add<Tensor2D>(mul(matMul(x, y, false, true), gamma ?? 1 / x.shape[1]), offset);
    let power = base;
    for (let i = 1; i < degree; i++) power = mul(power, base);
    return power;
  });
}
