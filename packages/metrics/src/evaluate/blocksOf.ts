import { type AbortSignalLike, isTensor } from '@latentkit/check';
import { abortable } from '@latentkit/shared';
import { dispose, slice, type Tensor } from '@tensorflow/tfjs-core';
import type { EvaluationData } from './options.ts';

/** How many blocks there are. */
export function blockCount(data: EvaluationData, batchSize: number): number {
  return isTensor(data) ? Math.ceil(data.shape[0]! / batchSize) : data.length;
}

/** The examples, block by block; each is freed when the next one is asked for, or when nobody asks any more. */
export async function* blocksOf(
  data: EvaluationData,
  batchSize: number,
  signal: AbortSignalLike | undefined,
): AsyncGenerator<Tensor, void, undefined> {
  if (isTensor(data)) {
    const count = data.shape[0]!;
    for (let from = 0; from < count; from += batchSize) {
      const block = slice(data, [from], [Math.min(batchSize, count - from)]);
      try {
        yield block;
      } finally {
        block.dispose();
      }
    }
    return;
  }
  for await (const batch of abortable(data.epoch(0), signal, free)) {
    try {
      yield isTensor(batch) ? batch : batch.data;
    } finally {
      free(batch);
    }
  }
}

const free = (batch: object) => dispose(batch as Tensor);
