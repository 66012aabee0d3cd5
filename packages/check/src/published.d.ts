import type { Scalar, Tensor } from '@tensorflow/tfjs-core';

// What public declarations name of this private package: they are bundled with this file alone.

/**
 * What is used of an `AbortSignal`, spelt out: a program that is compiled without the library `dom` and without Node's
 * types has no such name. The real one fits.
 */
export interface AbortSignalLike {
  /** Whether it is aborted. */
  readonly aborted: boolean;
  /** Why it was aborted, which is then thrown. */
  readonly reason: unknown;
  /** Throws the reason where it is aborted. */
  throwIfAborted(): void;
  /** Calls the listener once it is aborted. */
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  /** Forgets the listener. */
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Examples: a float32 tensor `[n, ...shape]`; rows of numbers, one an example; or a data set, of which all are taken. */
export type Samples = Tensor | readonly ArrayLike<number>[] | { toTensor(): Tensor };

/**
 * The two sides of an adversarial game. Both are minimised and averaged over the batch. What they read is the critic's
 * output, a logit or a score, never squashed: `[batch]` or `[batch, 1]`.
 */
export interface AdversarialLoss {
  /** What the critic minimises, given its scores of real and of generated examples. */
  critic(real: Tensor, fake: Tensor): Scalar;
  /**
   * What the generator minimises, given the critic's scores of generated examples. Scores of real ones are asked for only
   * by losses that compare the two, so that the others do not pay for them. `step` is the number of steps done before, for
   * losses that change as the training goes on.
   */
  generator(fake: Tensor, real: () => Tensor, step?: number): Scalar;
}

/**
 * Batches by epoch. Batch `i` of epoch `n` is always the same, so a run can be taken up anywhere. Whoever asks for a batch
 * disposes it.
 *
 * `for await (const batch of batches)` goes through epoch 0.
 */
export interface Batches<B> extends AsyncIterable<B> {
  /** How many batches an epoch has, at least 1. */
  readonly length: number;
  /**
   * The batches of epoch `n`, in its order.
   *
   * @param n which epoch, from 0
   * @param options `from`: the batch to begin with, from 0 to `length`; default 0
   * @throws RangeError where `n` or `from` is not an integer in range
   */
  epoch(n: number, options?: { readonly from?: number }): AsyncIterable<B>;
}
