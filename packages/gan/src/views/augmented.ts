import { assertFunction } from '@latentkit/check';
import type { View } from '@latentkit/model';
import { foldIn } from '@latentkit/random';
import type { Augmentation } from './augmentation.ts';

/**
 * The critic sees all examples changed at random, real and generated alike, and the generator learns through the change: so
 * the critic cannot learn a small data set by heart, and samples do not come out changed. Where it scores without training,
 * it sees examples as they are.
 *
 * @param augmentations applied one after the other; those of DiffAugment are {@link color}, {@link translation}, {@link cutout}
 * @returns a view for `gan`
 * @throws RangeError where there are none; TypeError for what is no function
 * @example
 * const view = augmented(translation(), cutout());
 * view.apply(zeros([2, 8, 8, 1]), { step: 0, key: key(1) }).shape; // [2, 8, 8, 1]
 *
 * Zhao et al., "Differentiable Augmentation for Data-Efficient GAN Training", 2020, https://arxiv.org/abs/2006.10738
 */
export function augmented(...augmentations: readonly Augmentation[]): View {
  assertAugmentations('augmented', augmentations);
  return {
    apply: (data, { key, training = true }) =>
      training ? augmentations.reduce((x, augment, i) => augment(x, foldIn(key, i)), data) : data,
  };
}

/** @throws RangeError where there are none; TypeError for what is no function */
export function assertAugmentations(caller: string, augmentations: readonly Augmentation[]): void {
  if (augmentations.length === 0) {
    throw new RangeError(`${caller}: augmentations is [] but at least one was expected.`);
  }
  for (const [i, augmentation] of augmentations.entries()) {
    assertFunction(caller, `augmentations[${i}]`, augmentation, 'an augmentation such as translation()');
  }
}
