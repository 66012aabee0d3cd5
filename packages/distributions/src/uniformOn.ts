import { assertSameShape } from '@latentkit/check';
import { uniform } from '@latentkit/random';
import { sumFeatures } from '@latentkit/shared';
import {
  add,
  fill,
  greaterEqual,
  lessEqual,
  log,
  logicalAnd,
  mul,
  neg,
  sub,
  type Tensor,
  where,
} from '@tensorflow/tfjs-core';
import { assertBatch, checkedDistribution } from './checked.ts';
import type { ClosedForms } from './closedForms/closedForms.ts';
import type { Distribution } from './distribution.ts';

/** Uniform distributions on intervals. */
export interface UniformOn extends Distribution {
  /** What it is given by. */
  readonly parameters: { readonly minimum: Tensor; readonly maximum: Tensor } & Readonly<Record<string, Tensor>>;
}

const closedForms: ClosedForms<UniformOn> = {
  family: 'uniformOn',
  kl({ parameters: p }, { parameters: q }) {
    const inside = logicalAnd(greaterEqual(p.minimum, q.minimum), lessEqual(p.maximum, q.maximum));
    const terms = sub(log(sub(q.maximum, q.minimum)), log(sub(p.maximum, p.minimum)));
    return sumFeatures('kl', where(inside, terms, fill(terms.shape, Number.POSITIVE_INFINITY)));
  },
};

/**
 * Uniform distributions on boxes: each feature on an interval, independent of the others.
 *
 *   log p(x) = −Σ log(maximum − minimum) inside, −∞ outside      mean = (minimum + maximum) / 2
 *
 * Gradients pass through samples. Closed forms: KL, Jeffreys.
 *
 * @param minimum `[batch, ...features]`
 * @param maximum the same shape, above the minimum, which is not checked; they stay the caller's
 * @returns the distributions, over the same shape
 * @throws TypeError unless float32 tensors, RangeError unless of one shape
 * @example
 * uniformOn(tensor2d([[0, 1]]), tensor2d([[2, 2]])).logProb(tensor2d([[1, 1.5]]));  // [-0.6931]
 */
export function uniformOn(minimum: Tensor, maximum: Tensor): UniformOn {
  assertSameShape('uniformOn', { minimum, maximum });
  assertBatch('uniformOn', 'minimum', minimum);
  const { shape } = minimum;
  return {
    ...checkedDistribution('uniformOn(minimum, maximum)', shape, {
      sample: (key) => add(minimum, mul(uniform(key, shape), sub(maximum, minimum))),
      logProb(x) {
        const inside = logicalAnd(greaterEqual(x, minimum), lessEqual(x, maximum));
        const terms = neg(log(sub(maximum, minimum)));
        return sumFeatures('uniformOn', where(inside, terms, fill(shape, Number.NEGATIVE_INFINITY)));
      },
      mean: () => mul(add(minimum, maximum), 0.5),
    }),
    parameters: { minimum, maximum },
    closedForms,
  };
}
