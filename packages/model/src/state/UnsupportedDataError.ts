/** An interval of numbers; infinite ends for none. */
export interface Support {
  /** The least number. */
  readonly minimum: number;
  /** The greatest number. */
  readonly maximum: number;
}

/**
 * The data of the steps so far hold numbers that the model is not for, such as −2 under a likelihood on [0, 1]: its loss
 * means nothing for them, and may fall without end.
 *
 * @example
 * const error = new UnsupportedDataError('vae.step', { minimum: -2, maximum: 2 }, { minimum: 0, maximum: 1 });
 * error.message; // "vae.step: the data go from -2 to 2 but [0, 1] was expected."
 */
export class UnsupportedDataError extends Error {
  /** Always `'UnsupportedDataError'`. */
  override readonly name = 'UnsupportedDataError';
  /** The least number in the data. */
  readonly minimum: number;
  /** The greatest number in the data. */
  readonly maximum: number;

  /**
   * @param caller the function that was given the data
   * @param found the least and the greatest number in them
   * @param support what the model is for
   * @param expectation how the error ends: what takes which numbers, and what to do. Default says the support alone
   */
  constructor(
    caller: string,
    found: Support,
    /** The numbers that the model is for. */
    readonly support: Support,
    expectation = `${showSupport(support)} was expected`,
  ) {
    super(`${caller}: the data go from ${short(found.minimum)} to ${short(found.maximum)} but ${expectation}.`);
    this.minimum = found.minimum;
    this.maximum = found.maximum;
  }
}

/** `[0, 1]`. */
export function showSupport({ minimum, maximum }: Support): string {
  return `[${minimum}, ${maximum}]`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
