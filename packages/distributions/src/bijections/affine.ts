import { assertSameShape } from '@latentkit/check';
import { sumFeatures } from '@latentkit/shared';
import { add, exp, mul, neg, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { assertBatch } from '../checked.ts';
import type { Bijection, Mapped } from './bijection.ts';

/**
 * An elementwise affine map of each example.
 *
 *   y = shift + exp(logScale) x      log |det| = Σ logScale
 *
 * @param shift `[batch, ...event]`
 * @param logScale the same shape; they stay the caller's
 * @throws TypeError unless float32 tensors, RangeError unless of one shape; by its methods, unless of that shape, too
 * @example
 * affine(tensor2d([[1, 0]]), tensor2d([[0, 1]])).forward(tensor2d([[1, 1]])).value;  // [2, 2.7183]
 */
export function affine(shift: Tensor, logScale: Tensor): Bijection {
  assertSameShape('affine', { shift, logScale });
  assertBatch('affine', 'shift', shift);
  return {
    forward(x) {
      assertSameShape('affine(shift, logScale).forward', { x, shift });
      return tidy(() => mapped(add(shift, mul(exp(logScale), x)), logScale));
    },
    inverse(y) {
      assertSameShape('affine(shift, logScale).inverse', { y, shift });
      return tidy(() => mapped(mul(sub(y, shift), exp(neg(logScale))), neg(logScale)));
    },
  };
}

function mapped(value: Tensor, logSlopes: Tensor): Mapped & Record<string, Tensor> {
  return { value, logDeterminant: sumFeatures('affine', logSlopes) };
}
