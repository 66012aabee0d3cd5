import { assertBackend, assertBetween, assertPositive, checkOptions, show } from '@latentkit/check';
import type { View } from '@latentkit/model';
import { foldIn, uniform } from '@latentkit/random';
import {
  add,
  clipByValue,
  less,
  mean,
  mul,
  type Scalar,
  scalar,
  sign,
  sub,
  tidy,
  variable,
  where,
} from '@tensorflow/tfjs-core';
import type { Augmentation } from './augmentation.ts';
import { assertAugmentations } from './augmented.ts';

/** Options of {@link adaptiveAugmentation}. */
export interface AdaptiveAugmentationOptions {
  /** What is applied one after the other, each to each example with the probability: such as `[color(), translation()]`. */
  readonly augmentations: readonly Augmentation[];
  /** The share of real examples that the critic is to take for real, less that which it is not, from −1 to 1. Default 0.6. */
  readonly target?: number;
  /** How many real examples it takes for the probability to go from 0 to 1. Default 500,000, as published. */
  readonly examples?: number;
}

/**
 * ADA: as {@link augmented}, but only as much as is needed. The critic learns the data by heart where it takes ever more
 * of the real examples for real; then the probability of each change rises, and else it falls.
 *
 *   r = E sign(C(real)),   p ← min(max(p + sign(r − target) · batch / examples, 0), 1)
 *
 * The probability begins at 0 and is part of the model's state, under `view/probability`. The sign means something for scores
 * whose 0 is undecided: those of the logistic losses and of the hinge. A view belongs to one model.
 *
 * @returns a view for `gan`
 * @throws TypeError, RangeError for options that are not as documented
 * @example
 * const view = adaptiveAugmentation({ augmentations: [translation()], examples: 100 });
 * view.observe?.(tensor1d([3, 2, 1, 4]));
 * view.buffers?.probability;  // 0.04
 *
 * Karras et al., "Training Generative Adversarial Networks with Limited Data", 2020, https://arxiv.org/abs/2006.06676
 */
export function adaptiveAugmentation(options: AdaptiveAugmentationOptions): View {
  const caller = 'adaptiveAugmentation';
  const {
    augmentations,
    target = 0.6,
    examples = 5e5,
  } = checkOptions(caller, options, ['augmentations', 'target', 'examples']);
  if (!Array.isArray(augmentations)) {
    throw new TypeError(
      `${caller}: augmentations is ${show(augmentations)} but an array of augmentations was expected.`,
    );
  }
  assertAugmentations(caller, augmentations);
  assertBetween(caller, 'target', target, -1, 1);
  assertPositive(caller, 'examples', examples);
  assertBackend(caller);
  const probability = tidy(() => variable(scalar(0), false));
  return {
    buffers: { probability },
    apply: (data, { key, training = true }) =>
      training
        ? tidy(() =>
            augmentations.reduce((x, augment, i) => {
              const draw = uniform(foldIn(key, 2 * i), [x.shape[0]!, ...x.shape.slice(1).map(() => 1)]);
              return where(less(draw, probability), augment(x, foldIn(key, 2 * i + 1)), x);
            }, data),
          )
        : data,
    observe(scores) {
      tidy(() => {
        const step = mul<Scalar>(sign(sub(mean(sign(scores)), target)), scores.shape[0]! / examples);
        probability.assign(clipByValue<Scalar>(add<Scalar>(probability, step), 0, 1));
      });
    },
  };
}
