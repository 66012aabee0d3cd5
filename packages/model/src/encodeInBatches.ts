import type { AbortSignalLike } from '@latentkit/check';
import type { Context } from '@latentkit/nn';
import { makePause } from '@latentkit/shared';
import { concat, dispose, slice, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { mapValues } from './autoencoderSamples.ts';

/** How many examples are encoded at once, of what context, and until when. */
interface Options {
  readonly context: Context | undefined;
  readonly batchSize: number;
  readonly signal: AbortSignalLike | undefined;
}

/**
 * What `encode` makes of all examples, one batch after the other, while the event loop turns.
 *
 * @param encode of a batch, its context, and its number from 0
 * @throws RangeError where there are no examples
 */
export async function encodeInBatches(
  caller: string,
  encode: (data: Tensor, context: Context | undefined, block: number) => Tensor,
  data: Tensor,
  { context, batchSize, signal }: Options,
): Promise<Tensor> {
  const pause = makePause(signal);
  const count = data.shape[0] ?? 0;
  if (count === 0) throw new RangeError(`${caller}: data has no examples but at least one was expected.`);
  const blocks: Tensor[] = [];
  try {
    for (let from = 0; from < count; from += batchSize) {
      const part = <T extends Tensor>(x: T) => slice(x, from, Math.min(batchSize, count - from));
      blocks.push(tidy(() => encode(part(data), context && mapValues(context, part), blocks.length)));
      await pause();
    }
    return concat(blocks, 0);
  } finally {
    dispose(blocks);
  }
}
