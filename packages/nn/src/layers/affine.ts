import type { Activation } from '@latentkit/backend';
import { assertBatchOf } from '@latentkit/check';
import { foldIn, type Key } from '@latentkit/random';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { Fans } from '../initializers/initializer.ts';
import type { ApplyOptions, Shape, ShapedNetwork } from '../network.ts';
import type { DenseOptions } from './dense.ts';
import { makeVariable } from './makeVariable.ts';
import { valuesOf } from './values.ts';

/** What a layer with a kernel is built from. */
export interface AffineOptions {
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly kernelShape: Shape;
  readonly fans: Fans;
  readonly key: Key;
  readonly weights: Required<DenseOptions>;
}

/** The operation of the layer: a product with the kernel, then the bias, then the activation. */
export type AffineOperation = (
  input: Tensor,
  kernel: Tensor,
  end: { readonly bias: Tensor1D | undefined; readonly activation: Activation | undefined },
) => Tensor;

/** The network of `dense` and of the convolutions: a kernel from `foldIn(key, 0)`, a bias from `foldIn(key, 1)`. */
export function affine(caller: string, options: AffineOptions, operation: AffineOperation): ShapedNetwork {
  const { inputShape, outputShape, kernelShape, fans, key, weights } = options;
  const kernel = makeVariable({ caller, initializer: 'kernelInitializer' }, () =>
    weights.kernelInitializer(foldIn(key, 0), kernelShape, fans),
  );
  const variables = { kernel, ...(weights.bias && { bias: makeBias() }) };
  function makeBias() {
    try {
      return makeVariable({ caller, initializer: 'biasInitializer' }, () =>
        weights.biasInitializer(foldIn(key, 1), [outputShape.at(-1)!], fans),
      );
    } catch (error) {
      kernel.dispose();
      throw error;
    }
  }
  const apply = (input: Tensor, activation: Activation | undefined, applyOptions: ApplyOptions | undefined) => {
    assertBatchOf(caller, 'input', input, inputShape);
    const { kernel, bias } = valuesOf<{ kernel: typeof variables.kernel; bias?: typeof variables.kernel }>(
      caller,
      variables,
      applyOptions,
    );
    return operation(input, kernel, { bias: bias as Tensor1D | undefined, activation });
  };
  return {
    inputShape,
    outputShape,
    variables,
    apply: (input, applyOptions) => apply(input, undefined, applyOptions),
    applyThen: apply,
  };
}
