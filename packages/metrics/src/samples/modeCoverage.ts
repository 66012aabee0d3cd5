import { assertPositive, assertTensor, checkOptions, showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import { readNumbers } from '../readNumbers.ts';

/** Options of {@link modeCoverage}. */
export interface ModeCoverageOptions {
  /** σ, the deviation of a mode in each direction. */
  readonly standardDeviation: number;
  /** A sample is of high quality within so many σ of the nearest mode. Default 3. */
  readonly within?: number;
}

/** What samples make of a mixture whose modes are known. */
export interface ModeCoverage {
  /** How many modes are nearest to a sample of high quality. */
  readonly modes: number;
  /** The share of samples of high quality, from 0 to 1. */
  readonly highQuality: number;
  /** KL(samples ‖ modes) in nats, every sample counted for the mode that it is nearest to, all modes alike: 0 to ln modes. */
  readonly reverseKl: number;
}

/**
 * How many modes of a mixture samples cover, as VEEGAN and PacGAN count them, such as those of `ring` and `grid` of
 * `@latentkit/datasets`.
 *
 * @param samples `[n, features]`
 * @param modes the means of the modes, `[k, features]`
 * @param options σ; how near is of high quality
 * @returns modes, the share of high quality and the reverse KL divergence
 * @throws TypeError, RangeError for other shapes, a number that is not finite, and an option that is not as said
 * @example
 * const modes = tensor2d([[-2, 0], [2, 0]]);
 * const samples = tensor2d([[-2.1, 0], [-1.9, 0], [1, 0], [-2, 0.1]]);
 * const { highQuality } = await modeCoverage(samples, modes, { standardDeviation: 0.1 }); // 0.75, of 1 mode
 *
 * Srivastava et al., "VEEGAN", 2017, https://arxiv.org/abs/1705.07761, and Lin et al., "PacGAN", 2018,
 * https://arxiv.org/abs/1712.04086
 */
export async function modeCoverage(
  samples: Tensor,
  modes: Tensor,
  options: ModeCoverageOptions,
): Promise<ModeCoverage> {
  const { standardDeviation, within = 3 } = checkOptions('modeCoverage', options, ['standardDeviation', 'within']);
  assertPositive('modeCoverage', 'standardDeviation', standardDeviation);
  assertPositive('modeCoverage', 'within', within);
  for (const [name, tensor] of Object.entries({ samples, modes })) {
    assertTensor('modeCoverage', name, tensor);
    const { shape } = tensor;
    if (shape.length !== 2 || shape[0]! < 1 || shape[1]! < 1) {
      throw new RangeError(
        `modeCoverage: ${name} has shape ${showShape(shape)} but ${showShape(['n', 'features'])} was expected.`,
      );
    }
  }
  const [count, size] = samples.shape as [number, number];
  const [many, features] = modes.shape as [number, number];
  if (size !== features) {
    throw new RangeError(
      `modeCoverage: samples has shape ${showShape(samples.shape)} but modes has shape ${showShape(modes.shape)}: the same features were expected.`,
    );
  }
  const [points, means] = await Promise.all([
    readNumbers('modeCoverage', 'samples', samples),
    readNumbers('modeCoverage', 'modes', modes),
  ]);
  const [all, good] = [new Float64Array(many), new Float64Array(many)];
  for (let i = 0; i < count; i++) {
    let [nearest, least] = [0, Number.POSITIVE_INFINITY];
    for (let mode = 0; mode < many; mode++) {
      let squared = 0;
      for (let k = 0; k < size; k++) squared += (points[i * size + k]! - means[mode * size + k]!) ** 2;
      if (squared < least) [nearest, least] = [mode, squared];
    }
    all[nearest]!++;
    if (Math.sqrt(least) <= within * standardDeviation) good[nearest]!++;
  }
  return {
    modes: good.filter((number) => number > 0).length,
    highQuality: good.reduce((sum, number) => sum + number, 0) / count,
    reverseKl: all.reduce(
      (sum, number) => (number > 0 ? sum + (number / count) * Math.log((number * many) / count) : sum),
      0,
    ),
  };
}
