import { assertTensor, showShape } from '@latentkit/check';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';

/** Features of examples: `[n, ...shape] -> [n, ...features]`, float32. Tensors that it makes on the way are freed. */
export type Features = (examples: Tensor) => Tensor;

/**
 * Features of a batch of examples.
 *
 * @param argument what the function is called in errors
 * @throws TypeError, RangeError unless they are a tensor with a row for each example
 */
export function applyFeatures(caller: string, features: Features, examples: Tensor, argument = 'features'): Tensor {
  return tidy(() => {
    const found = features(examples);
    assertTensor(caller, `${argument}(examples)`, found);
    const { shape } = found;
    if (shape.length < 2 || shape[0] !== examples.shape[0]) {
      throw new RangeError(
        `${caller}: ${argument}(examples) has shape ${showShape(shape)} but ${showShape([examples.shape[0]!, '...features'])} was expected, for examples of shape ${showShape(examples.shape)}.`,
      );
    }
    return found;
  });
}
