import { foldIn, uniform } from '@latentkit/random';
import { add, mean, mul, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type Augmentation, assertImages } from './augmentation.ts';

/**
 * Brightness, saturation and contrast of each image, at random:
 *
 *   x ← x + b,                                b ~ U[−0.5, 0.5)
 *   x ← s (x − m) + m,                        s ~ U[0, 2), m the mean of the pixel's channels
 *   x ← c (x − M) + M,                        c ~ U[0.5, 1.5), M the mean of the image
 *
 * What comes out may lie outside [0, 1]. An image of one channel has no saturation.
 *
 * @returns an augmentation; it throws a RangeError for what are no images
 * @example
 * color()(zeros([2, 4, 4, 3]), key(1)).shape; // [2, 4, 4, 3]
 *
 * Zhao et al., "Differentiable Augmentation for Data-Efficient GAN Training", 2020, https://arxiv.org/abs/2006.10738
 */
export function color(): Augmentation {
  return (data, key) => {
    assertImages('color', data);
    const draw = (purpose: number, minimum: number, maximum: number) =>
      uniform(foldIn(key, purpose), [data.shape[0], 1, 1, 1], { minimum, maximum });
    return tidy(() => {
      const bright = add(data, draw(0, -0.5, 0.5));
      const saturated = data.shape[3] === 1 ? bright : spread(bright, [3], draw(1, 0, 2));
      return spread(saturated, [1, 2, 3], draw(2, 0.5, 1.5));
    });
  };
}

/** Away from the mean along axes, by a factor. */
function spread(x: Tensor, axes: number[], factor: Tensor): Tensor {
  const centre = mean(x, axes, true);
  return add(mul(sub(x, centre), factor), centre);
}
