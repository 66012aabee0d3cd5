import { assertFunction, assertPositive, show } from '@latentkit/check';
import type { View } from '@latentkit/model';
import { normal } from '@latentkit/random';
import { add } from '@tensorflow/tfjs-core';

/**
 * The critic sees all examples under Gaussian noise, real and generated alike, so that the two overlap and the critic has
 * something to say everywhere. Let it fall to 0 as the training goes on.
 *
 *   x ← x + n,   n ~ N(0, deviation(step)² I)
 *
 * @param deviation a number above 0, or a function of the step that gives one of at least 0: `linear({ from: 0.5, to: 0, steps })`
 * @returns a view for `gan`; its `apply` throws a RangeError at a step where the deviation is no such number
 * @throws TypeError, RangeError unless a number above 0 or a function
 * @example
 * instanceNoise((step) => 1 - step / 100).apply(zeros([4, 2]), { step: 50, key: key(1) }).shape; // [4, 2]
 *
 * Sønderby et al., "Amortised MAP Inference for Image Super-resolution", 2017, https://arxiv.org/abs/1610.04490; Arjovsky &
 * Bottou, "Towards Principled Methods for Training Generative Adversarial Networks", 2017, https://arxiv.org/abs/1701.04862
 */
export function instanceNoise(deviation: number | ((step: number) => number)): View {
  if (typeof deviation === 'number') assertPositive('instanceNoise', 'deviation', deviation);
  else assertFunction('instanceNoise', 'deviation', deviation, 'a number above 0 or a schedule');
  const deviationAt = typeof deviation === 'number' ? () => deviation : deviation;
  return {
    apply(data, { step, key, training = true }) {
      if (!training) return data;
      const standardDeviation = deviationAt(step);
      if (!(standardDeviation >= 0 && standardDeviation < Number.POSITIVE_INFINITY)) {
        throw new RangeError(
          `instanceNoise: deviation is ${show(standardDeviation)} at step ${step} but a finite number of at least 0 was expected.`,
        );
      }
      return standardDeviation === 0 ? data : add(data, normal(key, data.shape, { standardDeviation }));
    },
  };
}
