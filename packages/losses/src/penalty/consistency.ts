import { assertFunction, assertNotNegative, assertPositive, assertScores, checkOptions } from '@latentkit/check';
import { foldIn, type Key } from '@latentkit/random';
import { add, mean, mul, type Scalar, square, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { checkedPenalty } from './checkedPenalty.ts';
import type { Penalty } from './penalty.ts';

/** Options of {@link consistency}. */
export interface ConsistencyOptions {
  /** What must not change a score: a function of a batch and a key, such as `translation()` of `@latentkit/gan`. */
  readonly augment: (data: Tensor, key: Key) => Tensor;
  /** The weight on the data. Default 10, as published. */
  readonly weight?: number;
  /** The weight on the samples: balanced consistency. Default 0, as first published; 10 in bCR. */
  readonly fakeWeight?: number;
}

/**
 * Holds the critic to the same score for an example and for its augmented version, so that it learns what the data are and
 * not where they stand.
 *
 *   weight · E (critic(real) − critic(augment(real)))²  +  fakeWeight · E (critic(fake) − critic(augment(fake)))²
 *
 * @returns a penalty; it throws a RangeError where `real` and `fake` have different shapes or the critic gives anything
 *   but `[batch]` or `[batch, 1]`
 * @throws TypeError unless `augment` is a function; RangeError for a weight that is not above 0, or a weight of samples below 0
 * @example
 * const critic = (x: Tensor) => sum(x, 1);
 * const penalty = consistency({ augment: (x) => add(x, 2), weight: 1 });
 * penalty(critic, tensor2d([[1]]), tensor2d([[0]]), key(0));  // 4
 * @see Zhang et al., Consistency Regularization for Generative Adversarial Networks, 2020, https://arxiv.org/abs/1910.12027;
 * Zhao et al., Improved Consistency Regularization for GANs, 2021, https://arxiv.org/abs/2002.04724
 */
export function consistency(options: ConsistencyOptions): Penalty {
  const {
    augment,
    weight = 10,
    fakeWeight = 0,
  } = checkOptions('consistency', options, ['augment', 'weight', 'fakeWeight']);
  assertFunction('consistency', 'augment', augment, 'a function of a batch and a key');
  assertPositive('consistency', 'weight', weight);
  assertNotNegative('consistency', 'fakeWeight', fakeWeight);
  return checkedPenalty('consistency', { draws: true }, (critic, real, fake, key) => {
    const change = (data: Tensor, purpose: number) => {
      const [plain, augmented] = [critic(data), critic(augment(data, foldIn(key, purpose)))];
      assertScores('consistency', { 'what the critic gave': plain });
      return mean<Scalar>(square(sub(plain, augmented)));
    };
    const onReal = mul<Scalar>(change(real, 0), weight);
    return fakeWeight === 0 ? onReal : tidy(() => add<Scalar>(onReal, mul(change(fake, 1), fakeWeight)));
  });
}
