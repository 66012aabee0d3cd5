import { assertBatchOf, assertFunction, assertShape, checkOptions } from '@latentkit/check';
import { expandDims, tidy, tile } from '@tensorflow/tfjs-core';
import { normalInitializer } from '../initializers/simple.ts';
import type { Layer, Shape } from '../network.ts';
import type { EmbeddingOptions } from './embedding.ts';
import { makeVariable } from './makeVariable.ts';
import { valuesOf } from './values.ts';

/**
 * The same learned values for every example, whatever comes in: `[batch, ...any] -> [batch, ...shape]`. Where a generator
 * begins that has its latents from the context.
 *
 * Variables: `value` `[...shape]`.
 *
 * @param shape of one output, without the batch
 * @param options how the values begin, `initializer`. Default `normalInitializer(1)`
 * @throws TypeError, RangeError for an argument that is not as said
 * @example
 * const network = sequential([constantInput([7, 7, 4])], { inputShape: [64], key: key(1) });
 * network.apply(ones([3, 64])).shape;  // [3, 7, 7, 4]
 *
 * Karras, Laine, Aila: A style-based generator architecture for generative adversarial networks. CVPR 2019.
 */
export function constantInput(shape: Shape, options: EmbeddingOptions = {}): Layer {
  assertShape('constantInput', 'shape', shape);
  const { initializer = normalInitializer(1) } = checkOptions('constantInput', options, ['initializer']);
  assertFunction('constantInput', 'initializer', initializer, 'an initializer');
  return (inputShape, key) => {
    const value = makeVariable({ caller: 'constantInput', initializer: 'initializer' }, () =>
      initializer(key, shape, { fanIn: 1, fanOut: 1 }),
    );
    return {
      inputShape,
      outputShape: shape,
      variables: { value },
      apply(input, options) {
        assertBatchOf('constantInput', 'input', input, inputShape);
        const values = valuesOf('constantInput', { value }, options);
        return tidy(() => tile(expandDims(values.value, 0), [input.shape[0]!, ...shape.map(() => 1)]));
      },
    };
  };
}
