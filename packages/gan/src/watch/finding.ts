/** What a watch has found. */
export interface Finding {
  /** What happens. */
  readonly kind: 'collapse' | 'divergence';
  /** The step at which it was first seen. */
  readonly step: number;
  /** What happens, since when, by which number, and what to try. */
  readonly message: string;
}

/**
 * A condition that has held for so many readings in a row, with the step at which it began.
 *
 * @param patience readings
 */
export function lasting(patience: number): (holds: boolean, step: number) => number | undefined {
  let since: number | undefined;
  let times = 0;
  return (holds, step) => {
    if (!holds) {
      [since, times] = [undefined, 0];
      return undefined;
    }
    since ??= step;
    return ++times >= patience ? since : undefined;
  };
}
