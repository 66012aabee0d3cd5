import { assertBatchOf, checkOptions, showShape } from '@latentkit/check';
import { add, split, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { ContextSize, Layer } from '../network.ts';
import { contextVector } from './context.ts';
import { type DenseOptions, dense } from './dense.ts';
import { modulate } from './modulate.ts';
import { denseOptions } from './weightOptions.ts';

/**
 * Feature-wise linear modulation: what the context has under a name scales and shifts each channel.
 *
 *   y = (1 + s) · x + t,   [s, t] = c W + b
 *
 * Behind a normalisation it is adaptive instance norm or adaptive group norm.
 *
 * Variables: `kernel` `[size, 2 · channels]` and `bias` `[2 · channels]`.
 *
 * @param name of the tensor in `options.context`
 * @param size of the vector in the context, `[batch, size]` float32; `{ classes }` for labels, `[batch]` int32 in
 *   `0 … classes − 1`, which are taken one-hot: one out of range becomes NaN
 * @param options bias and initialisers, as for `dense`; with `zerosInitializer` for the kernel it begins by changing nothing
 * @throws TypeError, RangeError for an argument out of range; by `apply`, unless the context has such a tensor
 * @example
 * const network = sequential([film('time', 1, { kernelInitializer: onesInitializer })], { inputShape: [2], key: key(1) });
 * network.apply(tensor2d([[1, 2]]), { context: { time: tensor2d([[3]]) } });  // [7, 11]
 *
 * Perez, Strub, de Vries, Dumoulin, Courville: FiLM: visual reasoning with a general conditioning layer. AAAI 2018.
 */
export function film(name: string, size: ContextSize, options: DenseOptions = {}): Layer {
  const vector = contextVector('film', name, size);
  checkOptions('film', options, denseOptions);
  return (inputShape, key) => {
    const channels = inputShape.at(-1);
    if (channels === undefined) {
      throw new RangeError(`film: inputShape is ${showShape(inputShape)} but at least one axis was expected.`);
    }
    const line = dense(2 * channels, options)([vector.size], key);
    return {
      inputShape,
      outputShape: inputShape,
      contextSizes: { [name]: size },
      variables: line.variables,
      apply(input, applyOptions = {}) {
        assertBatchOf('film', 'input', input, inputShape);
        return tidy(() => {
          const numbers = line.apply(vector.read(applyOptions, input.shape[0]!), applyOptions);
          const [scale, offset] = split(numbers, 2, 1) as [Tensor, Tensor];
          return modulate(input, add(scale, 1), offset);
        });
      },
    };
  };
}
