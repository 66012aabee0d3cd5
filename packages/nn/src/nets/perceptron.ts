import { assertFunction, assertShape, checkOptions } from '@latentkit/check';
import { relu } from '../layers/activations.ts';
import { chain } from '../layers/chain.ts';
import { type DenseOptions, dense } from '../layers/dense.ts';
import { flatten } from '../layers/flatten.ts';
import { reshape } from '../layers/reshape.ts';
import { denseOptions } from '../layers/weightOptions.ts';
import type { Layer, Shape } from '../network.ts';

/** What every hidden layer of a `perceptron` has in common. */
export interface PerceptronOptions extends DenseOptions {
  /** What follows each hidden layer. Default `relu`. */
  readonly activation?: Layer;
}

/**
 * A multi-layer perceptron: flatten, then each hidden layer with its activation, then a linear layer of the wanted shape.
 *
 *   h₀ = flatten(x),  hᵢ = activation(Wᵢ hᵢ₋₁ + bᵢ),  y = W h + b
 *
 * @param hidden units of each hidden layer; `[]` is one linear map
 * @param outputShape the shape of one output, without the batch
 * @returns a layer `[batch, ...any] -> [batch, ...outputShape]`
 * @throws RangeError or TypeError where a size is not an integer of at least 1
 * @example
 * sequential([perceptron([400], [40])], { inputShape: [28, 28, 1], key: key(1) }).outputShape; // [40]
 */
export function perceptron(hidden: readonly number[], outputShape: Shape, options: PerceptronOptions = {}): Layer {
  assertShape('perceptron', 'hidden', hidden);
  assertShape('perceptron', 'outputShape', outputShape);
  const { activation = relu, ...weights } = checkOptions('perceptron', options, [...denseOptions, 'activation']);
  assertFunction('perceptron', 'activation', activation, 'a layer');
  const units = outputShape.reduce((product, size) => product * size, 1);
  return chain([
    flatten,
    ...hidden.flatMap((width) => [dense(width, weights), activation]),
    dense(units, weights),
    reshape(outputShape),
  ]);
}
