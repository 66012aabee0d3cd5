import { assertTensor, checkOptions } from '@latentkit/check';
import { concat, keep, max, maximum, min, neg, reshape, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type Support, showSupport, UnsupportedDataError } from './UnsupportedDataError.ts';

/** What `dataWatch` says of data that do not belong. */
export interface DataWatchOptions {
  /** The function that was given the data, such as `vae.step`. */
  readonly caller: string;
  /** The numbers that data may be. Where both ends are infinite nothing is watched. */
  readonly support: Support;
  /** What takes these numbers, such as `bernoulliLikelihood`. */
  readonly taker: string;
  /** What to do about others, as the end of an error. */
  readonly remedy: string;
}

/** The least and the greatest number seen, kept on the device. */
export interface DataWatch {
  /** Takes note of a batch, reading nothing. */
  see(data: Tensor): void;
  /** Reads what was seen since the last reading. Rejects with `UnsupportedDataError` where it is beyond the support. */
  check(): Promise<void>;
  /** Frees the one tensor that it keeps. */
  dispose(): void;
}

/** Numbers this much of the interval's length outside it are taken for rounded ones: a hundred roundings of a float32. */
const TOLERANCE = 1e-5;

/**
 * Watches the data that a model is trained on. Each batch costs two reductions on the device; what they found is read when
 * asked, as the scalars of the steps are.
 *
 * @param options the support, and how to name it
 * @returns the watch, which keeps one tensor of two numbers from the first batch on
 * @throws TypeError for anything else
 * @example
 * const watch = dataWatch({ caller: 'mine', support: { minimum: 0, maximum: 1 }, taker: 'it', remedy: 'scale them' });
 * watch.see(tensor1d([0, 3]));
 * await watch.check().catch((error: Error) => error.message); // "mine: the data go from 0 to 3 but it takes [0, 1]: scale them."
 */
export function dataWatch(options: DataWatchOptions): DataWatch {
  const { caller, support, taker, remedy } = checkOptions('dataWatch', options, [
    'caller',
    'support',
    'taker',
    'remedy',
  ]);
  const isBounded = Number.isFinite(support.minimum) || Number.isFinite(support.maximum);
  /** `[−least, greatest]`, so that one maximum brings both up to date. */
  let seen: Tensor | undefined;

  function forget(): void {
    seen?.dispose();
    seen = undefined;
  }

  return {
    see(data) {
      assertTensor(caller, 'data', data);
      if (!isBounded) return;
      tidy(() => {
        const now = concat([reshape(neg(min(data)), [1]), reshape(max(data), [1])]);
        const next = keep(seen ? maximum(seen, now) : now);
        forget();
        seen = next;
      });
    },
    async check() {
      if (!seen) return;
      const [negated, greatest] = (await seen.data()) as unknown as [number, number];
      const found = { minimum: -negated, maximum: greatest };
      if (fits(found, support)) return;
      forget();
      throw new UnsupportedDataError(caller, found, support, `${taker} takes ${showSupport(support)}: ${remedy}`);
    },
    dispose: forget,
  };
}

/** Numbers that are NaN fit: the loss is NaN then, and says so. */
function fits(found: Support, { minimum: least, maximum: greatest }: Support): boolean {
  const length = greatest - least;
  const slack = TOLERANCE * (length < Number.POSITIVE_INFINITY ? length : 1);
  return !(found.minimum < least - slack || found.maximum > greatest + slack);
}
