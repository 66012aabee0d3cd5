import { assertNotNegative, assertTensor, checkOptions } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import { assertRows, columnOf, readNumbers, varianceOf } from '../readNumbers.ts';

/** The options of `activeUnits`. */
export interface ActiveUnitsOptions {
  /** The variance above which a latent counts as active, at least 0. Default 0.01, as in the paper. */
  readonly threshold?: number | undefined;
}

/** Which latents a model uses. */
export interface ActiveUnits {
  /** How many latents are active. */
  readonly count: number;
  /** The variance of each latent's posterior mean over the examples. */
  readonly variances: readonly number[];
}

/**
 * How many latents a VAE uses: those whose posterior means differ between examples. The others are those of the prior
 * whatever the example (posterior collapse).
 *
 *   active: u with Var_x(E[z_u | x]) > threshold
 *
 * @param means the posterior means of examples, `[n, latents]`: `model.encode(data)`
 * @param options the threshold
 * @returns the number of active latents, and the variance of each, over n
 * @throws TypeError, RangeError for another shape, fewer than two examples, a number that is not finite
 * @example
 * (await activeUnits(tensor2d([[1, 0.01], [-1, 0], [0, 0.02]]))).count; // 1
 *
 * Burda, Grosse & Salakhutdinov, "Importance Weighted Autoencoders", 2016, https://arxiv.org/abs/1509.00519
 */
export async function activeUnits(means: Tensor, options: ActiveUnitsOptions = {}): Promise<ActiveUnits> {
  assertTensor('activeUnits', 'means', means);
  assertRows('activeUnits', 'means', means, 'latents');
  const { threshold = 0.01 } = checkOptions('activeUnits', options, ['threshold']);
  assertNotNegative('activeUnits', 'threshold', threshold);
  const numbers = await readNumbers('activeUnits', 'means', means);
  const width = means.shape[1]!;
  const variances = Array.from({ length: width }, (_, i) => varianceOf(columnOf(numbers, width, i)));
  return { count: variances.filter((variance) => variance > threshold).length, variances };
}
