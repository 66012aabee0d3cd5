import { assertTensor } from '@latentkit/check';
import {
  _FusedMatMul,
  engine,
  expandDims,
  reshape,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import type { Activation } from './activation.ts';
import { checkFusedOptions } from './checkFusedOptions.ts';
import { Dense } from './kernelNames.ts';
import { kernelOr } from './kernelOr.ts';

/** What is done to each number of a product or a convolution at last. */
export interface FusedOptions {
  /** Added: a number for each unit or channel, the last axis. */
  readonly bias?: Tensor1D | undefined;
  /** Applied after the bias. Default: none. */
  readonly activation?: Activation | undefined;
}

/**
 * A dense layer in one kernel, forward and, on 'wasm', backward: `activation(x · kernel + bias)`.
 *
 * tfjs's own `tf.fused.matMul` falls apart into its pieces while training; this does not. It has gradients of every
 * order.
 *
 * @param x `[batch, inputs]`
 * @param kernel `[inputs, units]`
 * @param options bias `[units]` and activation
 * @returns `[batch, units]`
 * @throws TypeError unless float32 tensors, Error where the shapes do not fit
 * @example
 * const x = tensor2d([[1, -2]]);
 * fusedMatMul(x, tensor2d([[1, 0], [0, 1]]), { bias: tensor1d([1, 1]), activation: { name: 'relu' } });  // [2, 0]
 */
export function fusedMatMul(x: Tensor2D, kernel: Tensor2D, options: FusedOptions = {}): Tensor2D {
  assertTensor('fusedMatMul', 'x', x);
  assertTensor('fusedMatMul', 'kernel', kernel);
  const { bias, activation } = checkFusedOptions('fusedMatMul', options, []);
  const attrs = {
    transposeA: false,
    transposeB: false,
    activation: activation?.name ?? 'linear',
    leakyreluAlpha: activation?.slope ?? 0.2,
  };
  const more = bias ? { bias } : {};
  return kernelOr(Dense, { a: x, b: kernel, ...more }, attrs, () => {
    // tfjs's own takes batches of matrices.
    const [a, b] = [expandDims(x), expandDims(kernel)];
    return reshape(engine().runKernel<Tensor3D>(_FusedMatMul, { a, b, ...more }, attrs), [x.shape[0], kernel.shape[1]]);
  });
}
