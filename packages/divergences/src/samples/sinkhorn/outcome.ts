import { abs, add, expm1, max, mean, mul, type Scalar, stack, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import { softMinimum } from './costMatrix.ts';
import type { Potentials, Problems } from './potentials.ts';

/** What came of an iteration. */
export type Outcome = {
  readonly value: Scalar;
  readonly error: Scalar;
  /** Half an iteration further: with these, what leaves each sample is exactly 1/n. */
  readonly next: { readonly x: Tensor1D; readonly withinX: Tensor1D; readonly withinY: Tensor1D };
};

/**
 * The divergence of the potentials, each transport by its dual, and how far its plans are from having the right margins.
 */
export function outcomeOf({ across, withinX, withinY, epsilon }: Problems, now: Potentials): Outcome {
  const next = {
    x: softMinimum(across, now.y, epsilon),
    withinX: softMinimum(withinX, now.withinX, epsilon),
    withinY: softMinimum(withinY, now.withinY, epsilon),
  };
  const dual = (f: Tensor1D, g: Tensor1D) => add(mean(f), mean(g));
  const own = add(dual(next.withinX, now.withinX), dual(next.withinY, now.withinY));
  // What leaves a sample under the old potential, beside what should.
  const errorOf = (old: Tensor1D, better: Tensor1D) => mean(abs(expm1(mul(sub(old, better), 1 / epsilon))));
  const errors = [errorOf(now.x, next.x), errorOf(now.withinX, next.withinX), errorOf(now.withinY, next.withinY)];
  return { value: sub(dual(next.x, now.y), mul(own, 0.5)), error: max(stack(errors)), next };
}
