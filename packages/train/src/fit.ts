import { assertFunction } from '@latentkit/check';
import type { Batch, Terms, Trainable } from '@latentkit/nn';
import { trainOptionNames } from './assertTrainable.ts';
import type { BatchSource } from './batches.ts';
import type { Report, TrainOptions } from './options.ts';
import { trainFor } from './train.ts';

/** The options of `train`, and what to do at a report. */
export type FitOptions<T extends Terms = Terms> = TrainOptions<T> & {
  /** Called with every report; a promise it gives is awaited before training goes on. Default: nothing is done. */
  readonly onReport?: ((report: Report<T>) => unknown) | undefined;
};

/**
 * `train` to its end, with a callback in place of a loop. (Named as the method of models that are fitted in one call.)
 *
 * @param model what to train
 * @param batches where its batches come from
 * @param options those of `train`, and `onReport`
 * @returns the last report; `undefined` where the model had come as far before
 * @throws whatever `train` throws, and whatever `onReport` throws
 * @example
 * const batches = ring({ count: 256, seed: 1 }).batch(64);
 * const model = vae(points(), { shape: [2], latentSize: 2, seed: 1 });
 * const last = await fit(model, batches, { epochs: 5, reportEvery: 5, onReport: ({ metrics }) => console.log(metrics.loss) });
 * last?.step;  // 20
 */
export async function fit<B extends Batch, T extends Terms>(
  model: Trainable<B, T>,
  batches: BatchSource<B>,
  options: FitOptions<T>,
): Promise<Report<T> | undefined> {
  const run = trainFor('fit', model, batches, options, [...trainOptionNames, 'onReport']);
  const { onReport } = options;
  if (onReport !== undefined) assertFunction('fit', 'onReport', onReport, 'a function of a report');
  let last: Report<T> | undefined;
  for await (last of run) await onReport?.(last);
  return last;
}
