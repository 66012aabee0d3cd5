import { fusedMatMul } from '@latentkit/backend';
import { assertInteger, checkOptions, showShape } from '@latentkit/check';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Initializer } from '../initializers/initializer.ts';
import type { Layer } from '../network.ts';
import { affine } from './affine.ts';
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
  const weights = weightOptions('dense', options);
  return (inputShape, key) => {
    const [inputs] = inputShape;
    if (inputShape.length !== 1 || inputs === undefined) {
      throw new RangeError(
        `dense: inputShape is ${showShape(inputShape)} but [inputs] was expected: put flatten before it.`,
      );
    }
    return affine(
      'dense',
      {
        inputShape,
        outputShape: [units],
        kernelShape: [inputs, units],
        fans: { fanIn: inputs, fanOut: units },
        key,
        weights,
      },
      (input, kernel, end) => fusedMatMul(input as Tensor2D, kernel as Tensor2D, end),
    );
  };
}
