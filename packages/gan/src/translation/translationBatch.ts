import { assertBatchOf, checkOptions, showShape } from '@latentkit/check';
import type { Batch, Shape } from '@latentkit/nn';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Examples of two kinds: what is translated, and what it is translated to. */
export type TranslationBatch = { readonly data: Tensor; readonly target: Tensor };

/** @throws TypeError unless `data` and `target` and nothing else, RangeError unless of these shapes and as many of either */
export function assertTranslationBatch(
  caller: string,
  batch: Batch,
  shape: Shape,
  targetShape: Shape,
): asserts batch is TranslationBatch {
  const names = ['data', 'target'] as const;
  const { data, target } = checkOptions(caller, batch as TranslationBatch, names, 'batch');
  assertBatchOf(caller, 'batch.data', data, shape);
  assertBatchOf(caller, 'batch.target', target, targetShape);
  const expected = [data.shape[0]!, ...targetShape];
  if (target.shape[0] === data.shape[0]) return;
  throw new RangeError(
    `${caller}: batch.target has shape ${showShape(target.shape)} but ${showShape(expected)} was expected, one for each of batch.data.`,
  );
}
