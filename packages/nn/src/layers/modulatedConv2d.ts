import { assertBatchOf, assertBoolean, assertPicture, assertPositive, checkOptions } from '@latentkit/check';
import { foldIn } from '@latentkit/random';
import { disposeOnError } from '@latentkit/shared';
import { add, matMul, mul, rsqrt, square, sum, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { lecunNormal } from '../initializers/scaled.ts';
import { onesInitializer } from '../initializers/simple.ts';
import type { ContextSize, Layer } from '../network.ts';
import { contextVector } from './context.ts';
import { conv2d } from './conv2d.ts';
import { type Conv2dOptions, geometry } from './convolution.ts';
import { type DenseOptions, dense } from './dense.ts';
import { makeVariable } from './makeVariable.ts';
import { overPositions } from './modulate.ts';
import { perChannel } from './perChannel.ts';
import { valuesOf } from './values.ts';
import { denseOptions } from './weightOptions.ts';

/** The settings of `modulatedConv2d`. */
export interface ModulatedConv2dOptions extends DenseOptions, Pick<Conv2dOptions, 'kernelSize'> {
  /** Whether outputs are divided by what the modulation makes of their length. Default `true`. */
  readonly demodulate?: boolean;
  /** A factor of the output, above 0: √2 makes up for the half that a rectifier takes. Default 1. */
  readonly gain?: number;
}

// As in StyleGAN2.
const EPSILON = 1e-8;

/**
 * A convolution whose kernel depends on what the context has under a name, a style: input channel i of it is scaled by sᵢ, and
 * each filter divided by its length then, so that the outputs are as large whatever the style. Padding is `'same'`, the
 * stride 1.
 *
 *   y = gain · d · conv(s · x, kernel) + bias,   s = style · W + c,   dⱼ = 1 / √(Σᵢ sᵢ² Σ over positions of kernelᵢⱼ² + ε)
 *
 * To scale the input and the output is the same as to have a kernel for each example, and costs as one convolution.
 *
 * Variables: `kernel` `[height, width, channels, filters]`, `bias` `[filters]`, and of the style's linear layer
 * `style/kernel` `[size, channels]` and `style/bias` `[channels]`, which begins at 1.
 *
 * @param filters channels of the output, at least 1
 * @param name of the style in `options.context`
 * @param size of the vector in the context, `[batch, size]` float32; `{ classes }` for labels, `[batch]` int32 in
 *   `0 … classes − 1`, which are taken one-hot: one out of range becomes NaN
 * @param options kernel size, demodulation, gain, bias, initialisers of kernel and bias
 * @throws TypeError, RangeError for an argument out of range, or, when built, unless the input is a picture; by `apply`,
 *   unless the context has such a tensor
 * @example
 * const layer = modulatedConv2d(8, 'style', 4, { kernelSize: 3 });
 * const network = sequential([layer], { inputShape: [7, 7, 2], key: key(1) });
 * network.apply(zeros([3, 7, 7, 2]), { context: { style: ones([3, 4]) } }).shape;  // [3, 7, 7, 8]
 *
 * Karras, Laine, Aittala, Hellsten, Lehtinen, Aila: Analyzing and improving the image quality of StyleGAN. CVPR 2020.
 */
export function modulatedConv2d(
  filters: number,
  name: string,
  size: ContextSize,
  options: ModulatedConv2dOptions,
): Layer {
  const caller = 'modulatedConv2d';
  const vector = contextVector(caller, name, size);
  const names = [...denseOptions, 'kernelSize', 'demodulate', 'gain'] as const;
  const { demodulate = true, gain = 1, ...convolution } = checkOptions(caller, options, names);
  assertBoolean(caller, 'demodulate', demodulate);
  assertPositive(caller, 'gain', gain);
  const { weights } = geometry(caller, filters, convolution);
  return (inputShape, key) => {
    assertPicture(caller, 'inputShape', inputShape);
    const channels = inputShape[2];
    const style = dense(channels, { kernelInitializer: lecunNormal, biasInitializer: onesInitializer })(
      [vector.size],
      foldIn(key, 0),
    );
    const plain = disposeOnError(style, () =>
      conv2d(filters, { ...convolution, bias: false })(inputShape, foldIn(key, 1)),
    );
    const variables = disposeOnError({ variables: { ...style.variables, plain: plain.variables.kernel! } }, () => ({
      kernel: plain.variables.kernel!,
      ...(weights.bias && {
        bias: makeVariable({ caller, initializer: 'biasInitializer' }, () =>
          weights.biasInitializer(foldIn(key, 2), [filters], { fanIn: channels, fanOut: filters }),
        ),
      }),
      'style/kernel': style.variables.kernel!,
      'style/bias': style.variables.bias!,
    }));
    return {
      inputShape,
      outputShape: plain.outputShape,
      contextSizes: { [name]: size },
      variables,
      apply(input, applyOptions = {}) {
        assertBatchOf(caller, 'input', input, inputShape);
        const { kernel, bias, ...values } = valuesOf<typeof variables>(caller, variables, applyOptions);
        return tidy(() => {
          const factors = style.apply(vector.read(applyOptions, input.shape[0]!), {
            values: { kernel: values['style/kernel'], bias: values['style/bias'] },
          }) as Tensor2D;
          const output = plain.apply(mul(input, overPositions(factors, input)), { values: { kernel } });
          const scaled = demodulate
            ? mul(output, overPositions(mul(demodulation(factors, kernel), gain), output))
            : gain === 1
              ? output
              : mul(output, gain);
          return bias ? perChannel(scaled, (flat) => add(flat, bias)) : scaled;
        });
      },
    };
  };
}

/** One over the length of each filter, as an example's style scales it: `[batch, filters]`. */
function demodulation(factors: Tensor2D, kernel: Tensor): Tensor2D {
  return rsqrt(add(matMul(square(factors), sum(square(kernel), [0, 1]) as Tensor2D), EPSILON)) as Tensor2D;
}
