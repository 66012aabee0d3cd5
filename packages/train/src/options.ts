import type { AbortSignalLike } from '@latentkit/check';
import type { Terms } from '@latentkit/nn';
import type { CheckpointStorage } from './storage/CheckpointStorage.ts';

/** The numbers of a report by name: one for each term of a step, which is absent where the term may be. */
export type Metrics<T extends Terms = Terms> = {
  readonly [K in keyof T]: undefined extends T[K] ? number | undefined : number;
};

/** What `train` tells of a step. */
export interface Report<T extends Terms = Terms> {
  /** The number of steps done, counted from the model's first: the first step reports 1. */
  readonly step: number;
  /** The epoch that the step's batch was from, counted from 0. */
  readonly epoch: number;
  /**
   * The scalars of this very step by name, such as `loss`: no averages. A term that this step did not measure, such as a
   * GAN's `generator` between its turns, has its last value since the previous report, and is absent where there is none.
   */
  readonly metrics: Metrics<T>;
}

/** Where and when checkpoints are written. */
export interface CheckpointOptions {
  /** The one slot that each checkpoint replaces: `opfsStorage(name)`, `indexedDbStorage(name)`, `fileStorage(path)`. */
  readonly storage: CheckpointStorage;
  /** A checkpoint is written after every step whose number is a multiple of this; and after the last. */
  readonly every: number;
}

/** How far `train` goes: exactly one of `steps` and `epochs`. */
export type TrainLength =
  | {
      /** The number of steps to reach, counted from the model's first. A model that has been there already does none. */
      readonly steps: number;
      /** Not beside `steps`. */
      readonly epochs?: undefined;
    }
  | {
      /** Not beside `epochs`. */
      readonly steps?: undefined;
      /** The number of epochs to reach, counted from the model's first step: `epochs · batches.length` steps. */
      readonly epochs: number;
    };

/** How long `train` goes on, and what it does on the way. */
export type TrainOptions<T extends Terms = Terms> = TrainLength & {
  /** An `AbortSignal`. Stops between two steps, or while a batch is awaited, by throwing `signal.reason`. Default: none. */
  readonly signal?: AbortSignalLike | undefined;
  /** Steps whose number is a multiple of this are reported; and the last. Default 1. */
  readonly reportEvery?: number | undefined;
  /** Default: no checkpoints. */
  readonly checkpoint?: CheckpointOptions | undefined;
  /** Asked at every report: `true` makes it the last. See `earlyStopping`. Default: never. */
  readonly stop?: ((report: Report<T>) => boolean) | undefined;
};
