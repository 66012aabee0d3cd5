import { assertFunction, assertInteger, checkOptions } from '@latentkit/check';
import { foldIn, normal } from '@latentkit/random';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { ApplyOptions, Layer, NamedTensors, NamedVariables } from '../network.ts';
import { makeVariable } from './makeVariable.ts';
import { valuesOf } from './values.ts';

/** The settings of `spectralNorm`. */
export interface SpectralNormOptions {
  /** Power iterations in each `apply` while training, at least 1. Default 1, as in the paper. */
  readonly iterations?: number;
}

/**
 * Divides every kernel of a layer by its largest singular value σ, so that the layer stretches no difference: for critics
 * whose score must not change faster than their input.
 *
 *   kernel / σ,   v ← W u / |W u|,  u ← Wᵀ v / |Wᵀ v|,   σ = vᵀ W u
 *
 * W is the kernel with its last axis against all others; a variable is a kernel if it has two axes or more. σ is found by
 * power iteration from the last u, which moves only while training; gradients pass through W in σ, not through u and v.
 *
 * Variables: those of the layer; buffers: those too, and for each kernel `u`, such as `kernel/u` `[last axis, 1]`.
 *
 * @param layer a layer, or a `chain` of them, with a kernel
 * @param options iterations
 * @throws TypeError, RangeError for an argument out of range, or, when built, for a layer without a kernel
 * @example
 * const network = sequential([spectralNorm(dense(1, { bias: false }))], { inputShape: [1], key: key(1) });
 * abs(network.apply(tensor2d([[3]])));  // [3]
 *
 * Miyato, Kataoka, Koyama, Yoshida: Spectral normalization for generative adversarial networks. ICLR 2018.
 */
export function spectralNorm(layer: Layer, options: SpectralNormOptions = {}): Layer {
  assertFunction('spectralNorm', 'layer', layer, 'a layer');
  const { iterations = 1 } = checkOptions('spectralNorm', options, ['iterations']);
  assertInteger('spectralNorm', 'iterations', iterations);
  return (inputShape, key) => {
    const { applyThen, ...inner } = layer(inputShape, foldIn(key, 0));
    const kernels = Object.entries(inner.variables).filter(([, { rank }]) => rank >= 2);
    if (kernels.length === 0) {
      for (const value of Object.values({ ...inner.variables, ...inner.buffers })) value.dispose();
      throw new TypeError(
        'spectralNorm: layer has no kernel but one with a variable of two axes or more was expected.',
      );
    }
    const vectors: NamedVariables = Object.fromEntries(
      kernels.map(([name, kernel], i) => [
        name,
        makeVariable(
          { caller: 'spectralNorm', initializer: 'normal' },
          () => unit(normal(foldIn(foldIn(key, 1), i), [kernel.shape.at(-1)!, 1])),
          false,
        ),
      ]),
    );
    const normalized = (applyOptions: ApplyOptions): ApplyOptions => {
      const values: Record<string, Tensor> = { ...valuesOf('spectralNorm', inner.variables, applyOptions) };
      for (const [name, u] of Object.entries(vectors)) {
        const kernel = values[name]!;
        values[name] = tf.div(kernel, sigmaOf(kernel, u, applyOptions.training ? iterations : 0));
      }
      return { ...applyOptions, values: values as NamedTensors };
    };
    return {
      ...inner,
      buffers: {
        ...inner.buffers,
        ...Object.fromEntries(Object.entries(vectors).map(([name, u]) => [`${name}/u`, u])),
      },
      apply: (input, applyOptions = {}) => tf.tidy(() => inner.apply(input, normalized(applyOptions))),
      ...(applyThen && {
        applyThen: (input, activation, applyOptions = {}) =>
          tf.tidy(() => applyThen(input, activation, normalized(applyOptions))),
      }),
    };
  };
}

/** The largest singular value, as a scalar through which gradients reach the kernel. */
function sigmaOf(kernel: Tensor, u: NamedVariables[string], iterations: number): Tensor {
  const matrixOf = (value: Tensor) => tf.reshape(value, [-1, kernel.shape.at(-1)!]) as Tensor2D;
  // What is computed within is off the tape, and its gradient is that of a constant.
  const outer = tf.customGrad((value) => {
    const matrix = matrixOf(value as Tensor);
    let [left, right] = [unit(tf.matMul(matrix, u as Tensor as Tensor2D)), u as Tensor as Tensor2D];
    for (let i = 0; i < iterations; i++) {
      right = unit(tf.matMul(matrix, left, true));
      if (i < iterations - 1) left = unit(tf.matMul(matrix, right));
    }
    if (iterations > 0) u.assign(right);
    return { value: tf.matMul(left, right, false, true), gradFunc: () => tf.zeros(kernel.shape) };
  })(kernel);
  return tf.sum(tf.mul(matrixOf(kernel), outer));
}

function unit(vector: Tensor): Tensor2D {
  return tf.div(vector, tf.add(tf.norm(vector), 1e-12)) as Tensor2D;
}
