import { assertBatchOf, assertFunction, assertInteger, checkOptions } from '@latentkit/check';
import { reshape, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Initializer } from '../initializers/initializer.ts';
import { normalInitializer } from '../initializers/simple.ts';
import type { Layer } from '../network.ts';
import { rowsOf } from './context.ts';
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
 * Computed as `oneHot(labels) · table`, whose gradient is faster than that of a look-up; meant for classes, not for
 * vocabularies. A label that is not in `0 … count − 1` gets NaN, so that it cannot pass unnoticed.
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
        return tidy(() => {
          const rows = rowsOf(values.table as Tensor2D, reshape(input, [input.size]) as Tensor1D);
          return reshape(rows, [...input.shape, size]);
        });
      },
    };
  };
}
