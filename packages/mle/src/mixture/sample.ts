import { categorical, foldIn, type Key, normal } from '@latentkit/random';
import { add, matMul, oneHot, ones, reshape, type Tensor2D, tidy, tile } from '@tensorflow/tfjs-core';
import type { Covariance } from '../covariance/covariance.ts';
import type { MixtureTensors } from './logProb.ts';

/** Points drawn from a mixture of Gaussians, `[count, d]`: for each a component, and from that a point. */
export function mixtureSample(
  { logits, means, factors }: MixtureTensors,
  covariance: Covariance,
  count: number,
  key: Key,
): Tensor2D {
  const [components, size] = means.shape;
  return tidy(() => {
    const chosen = (
      components === 1
        ? ones([count, 1])
        : oneHot(categorical(foldIn(key, 0), tile<Tensor2D>(reshape(logits, [1, components]), [count, 1])), components)
    ) as Tensor2D;
    const noise = normal(foldIn(key, 1), [count, size]) as Tensor2D;
    return add(matMul(chosen, means), covariance.device.colour(noise, chosen, factors));
  });
}
