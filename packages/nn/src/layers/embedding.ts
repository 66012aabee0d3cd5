import { assertBatchOf, assertFunction, assertInteger, checkOptions } from '@latentkit/check';
import * as tf from '@tensorflow/tfjs-core';
import type { Initializer } from '../initializers/initializer.ts';
import { normalInitializer } from '../initializers/simple.ts';
import type { Layer } from '../network.ts';
import { makeVariable } from './makeVariable.ts';
import { valuesOf } from './values.ts';

/** The settings of `embedding`. */
export interface EmbeddingOptions {
  /** How the table begins. Default `normalInitializer(1)`, as in PyTorch. */
  readonly initializer?: Initializer;
}

/**
 * A vector for each of `count` classes: `[batch, ...input] -> [batch, ...input, size]`, of labels that are int32.
 *
 * Computed as `oneHot(labels) · table`, since the gradient of a look-up is missing on the WASM backend; meant for classes,
 * not for vocabularies. A label that is not in `0 … count − 1` gets NaN, so that it cannot pass unnoticed.
 *
 * Variables: `table` `[count, size]`.
 *
 * @param count of classes, at least 1
 * @param size of a vector, at least 1
 * @param options initialiser
 * @throws TypeError, RangeError for a count or size that is not one, and for labels that are not int32
 * @example
 * const network = sequential([embedding(10, 4)], { inputShape: [], key: key(1) });
 * network.apply(tensor1d([3, 7], 'int32')).shape;  // [2, 4]
 */
export function embedding(count: number, size: number, options: EmbeddingOptions = {}): Layer {
  assertInteger('embedding', 'count', count);
  assertInteger('embedding', 'size', size);
  const { initializer = normalInitializer(1) } = checkOptions('embedding', options, ['initializer']);
  assertFunction('embedding', 'initializer', initializer, 'an initializer');
  return (inputShape, key) => {
    const table = makeVariable({ caller: 'embedding', initializer: 'initializer' }, () =>
      initializer(key, [count, size], { fanIn: count, fanOut: size }),
    );
    return {
      inputShape,
      outputShape: [...inputShape, size],
      variables: { table },
      apply(input, options) {
        assertBatchOf('embedding', 'input', input, inputShape, ['int32']);
        const values = valuesOf('embedding', { table }, options);
        return tf.tidy(() => {
          const labels = tf.reshape(input, [input.size]) as tf.Tensor1D;
          const known = tf.logicalAnd(tf.greaterEqual(labels, 0), tf.less(labels, count));
          const rows = tf.matMul(tf.cast(tf.oneHot(labels, count), 'float32'), values.table as tf.Tensor2D);
          const poison = tf.where(known, tf.zeros([input.size]), tf.fill([input.size], Number.NaN));
          return tf.reshape(tf.add(rows, tf.expandDims(poison, 1)), [...input.shape, size]);
        });
      },
    };
  };
}
