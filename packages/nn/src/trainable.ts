import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { NamedTensors } from './network.ts';

/** A batch: a tensor, or `data` with whatever else the model is conditioned on, `[batch, ...]` each. */
export type Batch = Tensor | ({ readonly data: Tensor } & Readonly<Record<string, Tensor>>);

/** Everything the next step depends on. */
export interface State {
  /** The kind of model, such as `vae`: a checkpoint of another kind is refused. */
  readonly kind: string;
  /** Weights, buffers and optimiser moments by name. They stay the model's: read or clone them, do not dispose them. */
  readonly tensors: NamedTensors;
  /** Whole numbers by name, such as `step`. */
  readonly counters: Readonly<Record<string, number>>;
}

/** The scalars of a step by name, such as `loss`. A term that only some steps measure is absent from the others. */
export type Terms = { readonly [name: string]: Scalar | undefined };

/**
 * What every model is: one step at a time, its state in the open. `B` is the type of its batches, `T` that of the scalars
 * of a step: `{ critic: Scalar; generator?: Scalar }` where every step measures the one and only some the other.
 */
export interface Trainable<B extends Batch = Tensor, T extends Terms = Terms> {
  /** Optimisation steps done so far. All randomness of the next step is a function of the seed and this number. */
  readonly stepCount: number;
  /** One optimisation step. The scalars stay on the device and are the caller's to dispose. The batch stays the caller's. */
  step(batch: B): T;
  /**
   * Rejects where the data of the steps so far are none that the model is for, with an `UnsupportedDataError`. It reads from
   * the device, so it is asked when metrics are read, as `train` does at every report. Absent where any numbers will do.
   */
  checkData?(): Promise<void>;
  /** Every tensor and counter that the next step depends on. */
  state(): State;
  /** Takes over a state of the same kind, names and shapes; checks all of it before it changes anything. */
  restore(state: State): void;
  /** Frees every tensor the model holds. */
  dispose(): void;
}
