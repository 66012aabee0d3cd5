import { type Activation, fusedMatMul } from '@latentkit/backend';
import { assertBatchOf, assertInteger, checkOptions, showShape } from '@latentkit/check';
import { foldIn } from '@latentkit/random';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Initializer } from '../initializers/initializer.ts';
import type { Layer } from '../network.ts';
import { makeVariable } from './makeVariable.ts';
import { denseOptions, weightOptions } from './weightOptions.ts';

/** How a layer with a kernel begins. */
export interface DenseOptions {
  /** Whether a bias is added. Default `true`; wasted before batch norm. */
  readonly bias?: boolean;
  /** How the kernel begins. Default `glorotUniform`. */
  readonly kernelInitializer?: Initializer;
  /** How the bias begins. Default `zerosInitializer`. `fanInUniform` for both is PyTorch's default. */
  readonly biasInitializer?: Initializer;
}

/**
 * A fully connected layer: `y = x W + b`, `[batch, inputs] -> [batch, units]`.
 *
 * Variables: `kernel` `[inputs, units]` and `bias` `[units]`.
 *
 * @param units size of the output, at least 1
 * @param options bias and initialisers
 * @throws TypeError, RangeError for a number of units that is not one, or, when built, for an input of more than one axis
 * @example
 * const network = sequential([dense(2, { kernelInitializer: onesInitializer })], { inputShape: [3], key: key(1) });
 * network.apply(tensor2d([[1, 2, 3]]));  // [6, 6]
 */
export function dense(units: number, options: DenseOptions = {}): Layer {
  assertInteger('dense', 'units', units);
  checkOptions('dense', options, denseOptions);
  const { bias, kernelInitializer, biasInitializer } = weightOptions('dense', options);
  return (inputShape, key) => {
    const [inputs] = inputShape;
    if (inputShape.length !== 1 || inputs === undefined) {
      throw new RangeError(
        `dense: inputShape is ${showShape(inputShape)} but [inputs] was expected: put flatten before it.`,
      );
    }
    const fans = { fanIn: inputs, fanOut: units };
    const kernel = makeVariable({ caller: 'dense', initializer: 'kernelInitializer' }, () =>
      kernelInitializer(foldIn(key, 0), [inputs, units], fans),
    );
    const offset = bias
      ? makeVariable({ caller: 'dense', initializer: 'biasInitializer' }, () =>
          biasInitializer(foldIn(key, 1), [units], fans),
        )
      : undefined;
    const apply = (input: Tensor, activation?: Activation) => {
      assertBatchOf('dense', 'input', input, inputShape);
      return fusedMatMul(input as Tensor2D, kernel as unknown as Tensor2D, {
        bias: offset as unknown as Tensor1D | undefined,
        activation,
      });
    };
    return {
      inputShape,
      outputShape: [units],
      variables: { kernel, ...(offset && { bias: offset }) },
      apply: (input) => apply(input),
      applyThen: apply,
    };
  };
}
