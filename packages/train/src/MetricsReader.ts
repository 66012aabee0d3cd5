import { cast, dispose, type Scalar, stack, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { DivergedError } from './DivergedError.ts';
import { now } from './eventLoop.ts';

/** Scalars are read at least this often, in steps and in milliseconds, whether anyone wants them reported or not. */
const longest = { steps: 100, milliseconds: 100 };

/**
 * Keeps the scalars of the steps on the device and reads them together: on a GPU each reading waits for all work under
 * way. Every scalar is looked at, so no NaN gets by between reports.
 */
export class MetricsReader<M extends string> {
  #kept: { step: number; term: M; scalar: Scalar }[] = [];
  #oldest = 0;
  #lastRead = now();

  /** Takes over the scalars of one step. */
  add(step: number, metrics: Record<M, Scalar>): void {
    if (this.#kept.length === 0) this.#oldest = step;
    for (const [term, scalar] of Object.entries(metrics) as [M, Scalar][]) this.#kept.push({ step, term, scalar });
  }

  /** Whether so much is kept, or for so long, that it is time to read. */
  isDue(step: number): boolean {
    return step - this.#oldest + 1 >= longest.steps || now() - this.#lastRead >= longest.milliseconds;
  }

  /**
   * Reads all that is kept and frees it.
   *
   * @returns the scalars of the last step
   * @throws DivergedError at the first, in order of the steps, that is not finite
   */
  async read(): Promise<Record<M, number>> {
    const kept = this.#kept;
    const values = await this.#readAll();
    kept.forEach(({ step, term }, i) => {
      if (!Number.isFinite(values[i])) throw new DivergedError(step, term, values[i]!);
    });
    const last = kept.at(-1)?.step;
    const entries = kept.map(({ step, term }, i) => [step, term, values[i]!] as const);
    return Object.fromEntries(
      entries.filter(([step]) => step === last).map(([, term, value]) => [term, value]),
    ) as Record<M, number>;
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
      this.#lastRead = now();
    }
  }
}
