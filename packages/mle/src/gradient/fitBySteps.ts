import { type AbortSignalLike, assertInteger, checkOptions, type Samples, withSamples } from '@latentkit/check';
import type { Shape, Trainable } from '@latentkit/nn';
import { foldIn, type Key, permutation } from '@latentkit/random';
import { makePause } from '@latentkit/shared';
import { type Scalar, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { readPoints, realNumbers } from '../points.ts';

/** How a density is fitted by gradient descent. */
export interface StepsFitOptions {
  /** How many steps are taken, at least 1. Default 1000. */
  readonly steps?: number;
  /** Examples in a step; all of them where there are fewer. Default 256. */
  readonly batchSize?: number;
  /** Aborts it; the model is as after the last whole step. */
  readonly signal?: AbortSignalLike;
}

/** So many steps go by before the loss is read: to wait for a GPU now and then, and to see where it is NaN. */
const CHECK_EVERY = 50;

/** What is fitted. */
type Fitted = Pick<Trainable<Tensor, Record<'loss', Scalar>>, 'step' | 'stepCount'> & { readonly shape: Shape };

/**
 * Takes steps with batches of examples `[n, ...shape]`, shuffled anew in every epoch. The order is a function of the key and
 * the number of steps done before, so that two fits of 100 steps are one of 200.
 *
 * @param caller whose errors these are
 * @param domain what the numbers of an example may be
 * @throws RangeError for another shape, or numbers outside the domain; Error where the loss is no finite number
 */
export async function fitBySteps(
  caller: string,
  model: Fitted,
  key: Key,
  samples: Samples,
  options: StepsFitOptions = {},
  domain = realNumbers,
): Promise<void> {
  const { steps = 1000, batchSize = 256, signal } = checkOptions(caller, options, ['steps', 'batchSize', 'signal']);
  assertInteger(caller, 'steps', steps);
  assertInteger(caller, 'batchSize', batchSize);
  // Of one that has been disposed this throws, before any work.
  const { shape, stepCount: first } = model;
  await withSamples(caller, { data: samples }, run, domain.dtypes);

  async function run({ data }: { readonly data: Tensor }): Promise<void> {
    const { values, count, size } = await readPoints(caller, data, shape, 1, domain);
    const pause = makePause(signal);
    const length = Math.min(batchSize, count);
    let order: Uint32Array | undefined;
    let ordered = -1;
    const place = (at: number) => {
      const epoch = Math.floor(at / count);
      if (epoch !== ordered) [order, ordered] = [permutation(foldIn(key, epoch), count), epoch];
      return order![at % count]!;
    };
    for (let step = first; step < first + steps; step++) {
      const rows = new Float32Array(length * size);
      for (let i = 0; i < length; i++) {
        const from = size * place(step * length + i);
        rows.set(values.subarray(from, from + size), i * size);
      }
      await takeStep(rows, (step + 1 - first) % CHECK_EVERY === 0 || step + 1 === first + steps);
      await pause();
    }

    async function takeStep(rows: Float32Array, isRead: boolean): Promise<void> {
      const batch = tensor(rows, [length, ...shape]);
      const { loss } = model.step(batch);
      batch.dispose();
      try {
        if (!isRead) return;
        const [value] = await loss.data();
        if (!Number.isFinite(value)) {
          throw new Error(
            `${caller}: loss is ${value} after ${model.stepCount} steps but a finite number was expected.`,
          );
        }
      } finally {
        loss.dispose();
      }
    }
  }
}
