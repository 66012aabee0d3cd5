/**
 * A term of the loss, or a weight, has turned NaN or infinite, so going on is useless. The last checkpoint is from
 * before. Remedies: a smaller learning rate, clipping gradients by norm, data free of NaN.
 *
 * @example
 * new DivergedError(120, 'kl', Number.NaN).term;  // "kl"
 */
export class DivergedError extends Error {
  /** Always `'DivergedError'`. */
  override readonly name = 'DivergedError';

  /**
   * @param step the step that gave the value, from 1
   * @param term the scalar of that step, such as `kl`, or the tensor of the model's state, such as `decoder/0/kernel`
   * @param value NaN, Infinity or −Infinity
   * @param caller the function that found it
   */
  constructor(
    /** The step that gave the value, from 1. */
    readonly step: number,
    /** The scalar of that step, such as `kl`, or the tensor of the model's state, such as `decoder/0/kernel`. */
    readonly term: string,
    /** NaN, Infinity or −Infinity. */
    readonly value: number,
    caller = 'train',
  ) {
    super(
      `${caller}: ${term} is ${value} at step ${step}. The last checkpoint, if any, is from before: go on from it with a ` +
        'smaller learning rate or with gradients clipped, and look for NaN in the data.',
    );
  }
}
