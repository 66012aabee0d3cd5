import { type Key, uniform } from '@latentkit/random';
import { add, mul, sub, type Tensor } from '@tensorflow/tfjs-core';

/** ε real + (1 − ε) fake, ε ~ U[0, 1) for each example: a point on the line between each pair. */
export function interpolate(real: Tensor, fake: Tensor, key: Key): Tensor {
  const share = uniform(key, [real.shape[0]!, ...real.shape.slice(1).map(() => 1)]);
  return add(fake, mul(share, sub(real, fake)));
}
