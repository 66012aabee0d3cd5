import { assertInteger, checkOptions } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import { readClasses } from './readClasses.ts';

/** Options of {@link stackedModes}. */
export interface StackedModesOptions {
  /** How many classes each channel has, at least 2. Default 10. */
  readonly classes?: number;
}

/** Which of the modes of stacked images samples cover. */
export interface StackedModes {
  /** How many modes have a sample, of classes^channels. */
  readonly modes: number;
  /** KL(samples ‖ modes) in nats, all modes alike: from 0 to channels · ln classes. */
  readonly reverseKl: number;
}

/**
 * How many modes samples of stacked images cover, as VEEGAN and PacGAN count them: each channel is an image with a class of its
 * own, and a mode is one class for each channel. Three digits as red, green and blue, `stackedDigits` of `@latentkit/datasets`,
 * have 1,000.
 *
 *   KL = Σ_m p_m ln(p_m M),   p_m the share of the samples in mode m, M = classes^channels
 *
 * Few samples cannot cover all modes: 1,000 samples of the data itself miss 368 of 1,000 modes, 10,000 none.
 *
 * @param classes of each sample the classes of its channels, `[n, channels]`, int32: what a classifier finds in one at a time
 * @param options how many classes there are
 * @returns the modes that have a sample, and the reverse KL divergence
 * @throws TypeError, RangeError for another shape, no samples, and a class that there is not
 * @example
 * const { modes } = await stackedModes(tensor2d([[0, 1, 2], [0, 1, 2], [9, 9, 9]], undefined, 'int32')); // 2
 *
 * Srivastava et al., "VEEGAN", 2017, https://arxiv.org/abs/1705.07761, and Lin et al., "PacGAN", 2018,
 * https://arxiv.org/abs/1712.04086
 */
export async function stackedModes(classes: Tensor, options: StackedModesOptions = {}): Promise<StackedModes> {
  const { classes: many = 10 } = checkOptions('stackedModes', options, ['classes']);
  assertInteger('stackedModes', 'options.classes', many, 2);
  const values = await readClasses('stackedModes', 'classes', classes, ['n', 'channels'], many);
  const [count, channels] = classes.shape as [number, number];
  const counts = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const mode = values.subarray(i * channels, (i + 1) * channels).join();
    counts.set(mode, (counts.get(mode) ?? 0) + 1);
  }
  let reverseKl = channels * Math.log(many);
  for (const number of counts.values()) reverseKl += (number / count) * Math.log(number / count);
  return { modes: counts.size, reverseKl };
}
