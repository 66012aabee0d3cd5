import type { DataType, Tensor } from '@tensorflow/tfjs-core';

/** A weight of a Keras layer, as `fromLayers` reads it. */
export interface KerasWeight {
  /** Its path as first given, such as `dense_Dense1/kernel`. */
  readonly originalName: string;
  /** Its tensor: the `tf.Variable` itself. */
  read(): Tensor;
}

/** The input or the output of a Keras model, as `fromLayers` reads it. */
export interface KerasEnd {
  /** Its shape; null where it is open, as it is for the batch. */
  readonly shape: readonly (number | null)[];
  /** What is put in: 'int32' before an embedding. Default 'float32'. */
  readonly dtype?: DataType;
}

/** A layer of a Keras model, as `fromLayers` reads it. */
export interface KerasLayer {
  /** All of its weights. */
  readonly weights: readonly KerasWeight[];
  /** Those that are trained. */
  readonly trainableWeights: readonly KerasWeight[];
  /** The name of its class, such as `Dense`. */
  getClassName(): string;
}

/**
 * What `fromLayers` reads of a `LayersModel` of `@tensorflow/tfjs-layers`. It is written down here and not imported from
 * there, so that who does not use Keras models needs no types of theirs.
 */
export interface KerasModel {
  /** Its layers, from input to output, with all of their weights and those that are trained. */
  readonly layers: readonly KerasLayer[];
  /** Its inputs, once it is built. */
  readonly inputs: readonly KerasEnd[];
  /** Its outputs, once it is built. */
  readonly outputs: readonly KerasEnd[];
  /** `[batch, ...input] -> [batch, ...output]` */
  apply(input: Tensor, options: { training: boolean }): unknown;
}
