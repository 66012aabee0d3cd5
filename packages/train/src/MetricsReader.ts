import type { Terms } from '@latentkit/nn';
import { cast, dispose, type Scalar, stack, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { DivergedError } from './DivergedError.ts';
import type { Metrics } from './options.ts';

/** Scalars are read at least this often, in steps and in milliseconds, whether anyone wants them reported or not. */
const longest = { steps: 100, milliseconds: 100 };

/**
 * Keeps the scalars of the steps on the device and reads them together: on a GPU each reading waits for all work under
 * way. Every scalar is looked at, so no NaN gets by between reports.
 */
export class MetricsReader<T extends Terms> {
  #kept: { step: number; term: string; scalar: Scalar }[] = [];
  #latest: Record<string, number> = {};
  #oldest = 0;
  #lastRead = performance.now();
  readonly #caller: string;

  /** @param caller the function that errors are to name */
  constructor(caller: string) {
    this.#caller = caller;
  }

  /** Takes over the scalars of one step. */
  add(step: number, terms: T): void {
    if (this.#kept.length === 0) this.#oldest = step;
    for (const [term, scalar] of Object.entries(terms)) if (scalar) this.#kept.push({ step, term, scalar });
  }

  /** Whether so much is kept, or for so long, that it is time to read. */
  isDue(step: number): boolean {
    return step - this.#oldest + 1 >= longest.steps || performance.now() - this.#lastRead >= longest.milliseconds;
  }

  /**
   * Reads all that is kept and frees it.
   *
   * @throws DivergedError at the first step that has one that is not finite; it names the cause
   */
  async read(): Promise<void> {
    const kept = this.#kept;
    const values = await this.#readAll();
    const bad = kept.findIndex((_, i) => !Number.isFinite(values[i]));
    if (bad >= 0) {
      const { step } = kept[bad]!;
      const all = kept.map(({ step, term }, i) => ({ step, term, value: values[i]! }));
      const cause = causeOf(all.filter((one) => one.step === step));
      throw new DivergedError(step, cause.term, cause.value, this.#caller);
    }
    for (const [i, { term }] of kept.entries()) this.#latest[term] = values[i]!;
  }

  /** The last value read of each term since this was last asked. */
  report(): Metrics<T> {
    const metrics = this.#latest;
    this.#latest = {};
    return metrics as Metrics<T>;
  }

  dispose(): void {
    dispose(this.#kept.map(({ scalar }) => scalar));
    this.#kept = [];
  }

  async #readAll(): Promise<ArrayLike<number>> {
    if (this.#kept.length === 0) return [];
    let together: Tensor | undefined;
    try {
      together = tidy(() => stack(this.#kept.map(({ scalar }) => cast(scalar, 'float32'))));
      return await together.data();
    } finally {
      together?.dispose();
      this.dispose();
      this.#lastRead = performance.now();
    }
  }
}

/**
 * `loss` is the weighted sum of the others, so where one of them is not finite, that one is to be named; and of several
 * one that is infinite, because NaN comes of infinities.
 */
function causeOf<T extends { readonly term: string; readonly value: number }>(terms: readonly T[]): T {
  const bad = terms.filter(({ value }) => !Number.isFinite(value));
  const parts = bad.filter(({ term }) => term !== 'loss');
  return parts.find(({ value }) => !Number.isNaN(value)) ?? parts[0] ?? bad[0]!;
}
