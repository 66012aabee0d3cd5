/** An op was differentiated that has no gradient, or whose gradient has none. */
export class MissingGradientError extends Error {
  override readonly name = 'MissingGradientError';

  /**
   * @param op the op, by the name of its kernel: `CropAndResize`
   */
  constructor(readonly op: string) {
    super(
      `gradient function not found for ${op}: it has none here. Compose what it does of ops that have one (the table of gradients of @latentkit/backend lists them), give it one with tf.customGrad or tf.registerGradient, or keep it out of what is differentiated.`,
    );
  }
}
