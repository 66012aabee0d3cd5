import { assertFunction, show, showShape } from '@latentkit/check';
import { mul, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import type { ApplyOptions, Layer, Shape } from '../network.ts';
import { valuesOf } from './values.ts';

/**
 * A layer whose kernel is multiplied by a mask in every `apply`: an output does not see the inputs whose weights are 0 there,
 * and those weights are not trained. For networks in which what depends on what is prescribed, such as autoregressive ones.
 *
 * Variables: those of the layer; the kernel is saved as it is, without the mask.
 *
 * @param layer a layer with a variable `kernel`: `dense`, `conv2d`
 * @param mask from the shape of the kernel, `[inputs, units]` or `[height, width, channels, filters]`, to so many finite
 *   factors in row-major order, such as 0 and 1
 * @throws TypeError, RangeError unless they are functions, or, when built, for a layer without a kernel or a mask of
 *   another size
 * @example
 * const layer = masked(dense(2, { kernelInitializer: onesInitializer }), () => [1, 0, 1, 1]);
 * sequential([layer], { inputShape: [2], key: key(1) }).apply(tensor2d([[1, 2]]));  // [3, 2]
 */
export function masked(layer: Layer, mask: (kernelShape: Shape) => ArrayLike<number>): Layer {
  assertFunction('masked', 'layer', layer, 'a layer');
  assertFunction('masked', 'mask', mask, "a function of the kernel's shape");
  return (inputShape, key) => {
    const { applyThen, ...inner } = layer(inputShape, key);
    const { kernel } = inner.variables;
    let factors: Float32Array;
    try {
      if (!kernel) throw new TypeError('masked: layer has no variable kernel but a layer with one was expected.');
      factors = Float32Array.from(checked(mask(kernel.shape), kernel));
    } catch (error) {
      for (const value of Object.values({ ...inner.variables, ...inner.buffers })) value.dispose();
      throw error;
    }
    const withMask = (options: ApplyOptions): ApplyOptions => {
      const values = valuesOf('masked', inner.variables, options);
      return { ...options, values: { ...values, kernel: mul(values.kernel!, tensor(factors, kernel.shape)) } };
    };
    return {
      ...inner,
      apply: (input, options = {}) => tidy(() => inner.apply(input, withMask(options))),
      ...(applyThen && {
        applyThen: (input, activation, options = {}) => tidy(() => applyThen(input, activation, withMask(options))),
      }),
    };
  };
}

function checked(mask: ArrayLike<number>, { size, shape }: Tensor): ArrayLike<number> {
  if (typeof mask !== 'object' || mask === null || mask.length !== size || !Array.from(mask).every(Number.isFinite)) {
    throw new RangeError(
      `masked: mask() is ${show(mask)} but ${size} finite numbers, for a kernel ${showShape(shape)}, were expected.`,
    );
  }
  return mask;
}
