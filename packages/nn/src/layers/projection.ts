import { assertBatchOf, assertInteger, checkOptions, showShape } from '@latentkit/check';
import { foldIn } from '@latentkit/random';
import { add, mul, sum, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';
import { assertName, labelsIn, rowsOf } from './context.ts';
import { type DenseOptions, dense } from './dense.ts';
import { makeVariable } from './makeVariable.ts';
import { valuesOf } from './values.ts';
import { denseOptions, weightOptions } from './weightOptions.ts';

/**
 * The last layer of a conditional critic: a linear score of the features, and how well they fit the label.
 * `[batch, features] -> [batch, 1]`.
 *
 *   score(x, y) = x · w + b + x · eʸ
 *
 * Variables: `kernel` `[features, 1]`, `bias` `[1]` and `table` `[classes, features]`, whose rows are the eʸ. A label that is
 * not in `0 … classes − 1` gives NaN.
 *
 * @param name of the labels in `options.context`, `[batch]` int32
 * @param classes how many labels there are, at least 1
 * @param options bias and initialisers, as for `dense`; `kernelInitializer` is also that of the table
 * @throws TypeError, RangeError for an argument out of range; by `apply`, unless the context has such labels
 * @example
 * const critic = sequential([dense(8), relu, projection('label', 10)], { inputShape: [2], key: key(1) });
 * critic.apply(zeros([3, 2]), { context: { label: tensor1d([0, 9, 4], 'int32') } }).shape;  // [3, 1]
 *
 * Miyato, Koyama: cGANs with projection discriminator. ICLR 2018.
 */
export function projection(name: string, classes: number, options: DenseOptions = {}): Layer {
  assertName('projection', name);
  assertInteger('projection', 'classes', classes);
  const weights = weightOptions('projection', checkOptions('projection', options, denseOptions));
  return (inputShape, key) => {
    const [features] = inputShape;
    if (inputShape.length !== 1 || features === undefined) {
      throw new RangeError(
        `projection: inputShape is ${showShape(inputShape)} but [features] was expected: put flatten before it.`,
      );
    }
    const line = dense(1, options)(inputShape, foldIn(key, 0));
    const table = makeVariable({ caller: 'projection', initializer: 'kernelInitializer' }, () =>
      weights.kernelInitializer(foldIn(key, 1), [classes, features], { fanIn: features, fanOut: 1 }),
    );
    const variables = { ...line.variables, table };
    return {
      inputShape,
      outputShape: [1],
      contextSizes: { [name]: { classes } },
      variables,
      apply(input, applyOptions = {}) {
        assertBatchOf('projection', 'input', input, inputShape);
        const { table, ...values } = valuesOf('projection', variables, applyOptions);
        const labels = labelsIn('projection', name, applyOptions, input.shape[0]!);
        return tidy(() =>
          add(line.apply(input, { values }), sum(mul(input, rowsOf(table as Tensor2D, labels)), 1, true)),
        );
      },
    };
  };
}
