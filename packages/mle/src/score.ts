import type { AbortSignalLike } from '@latentkit/check';
import { checkOptions, type Samples, withSamples } from '@latentkit/check';
import { makePause } from '@latentkit/shared';
import { slice, type Tensor } from '@tensorflow/tfjs-core';
import { readPoints, realNumbers } from './points.ts';

/** Examples of which the log-densities are read at once. */
const BLOCK = 8192;

/** How a score is computed. */
export interface ScoreOptions {
  /** Aborts it. */
  readonly signal?: AbortSignalLike;
}

/** Mean ln p(x) of examples `[n, ...shape]`, summed in float64, and how many there are. @throws RangeError for another shape, or NaN, or none */
export async function meanLogProb(
  caller: string,
  samples: Samples,
  shape: readonly number[],
  logProb: (points: Tensor) => Tensor,
  options: ScoreOptions = {},
  domain = realNumbers,
): Promise<{ readonly mean: number; readonly count: number }> {
  const { signal } = checkOptions(caller, options, ['signal']);
  const measure = async ({ data }: { readonly data: Tensor }) => {
    const pause = makePause(signal);
    const { count } = await readPoints(caller, data, shape, 1, domain);
    let total = 0;
    for (let from = 0; from < count; from += BLOCK) {
      const block = slice(data, from, Math.min(BLOCK, count - from));
      const values = logProb(block);
      try {
        for (const value of await values.data()) total += value;
      } finally {
        block.dispose();
        values.dispose();
      }
      await pause();
    }
    return { mean: total / count, count };
  };
  return withSamples(caller, { data: samples }, measure, domain.dtypes);
}
