import { assertTensor, showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import { readNumbers, varianceOf } from './readNumbers.ts';

/**
 * How sharp images are beside the data: below 1 they are more blurred, as those of a VAE are; above 1 they have edges or noise
 * that the data have not.
 *
 *   mean Var(Δ images) / mean Var(Δ data),   Δ x = x_up + x_down + x_left + x_right − 4 x
 *
 * The variance is that within an image and a channel, without its border; the means are over images and channels.
 *
 * @param images `[n, height, width, channels]`, at least 3 × 3: samples, or reconstructions
 * @param data images of the same height, width and channels, of any number
 * @returns the ratio, at least 0
 * @throws TypeError, RangeError for other shapes, a number that is not finite, and data without any edge
 * @example
 * const data = tensor4d([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], [1, 4, 3, 1]);
 * await sharpness(mul(data, 0.5), data); // 0.25
 *
 * Pech-Pacheco et al., "Diatom Autofocusing in Brightfield Microscopy", 2000, https://doi.org/10.1109/ICPR.2000.903548,
 * and of samples Tolstikhin et al., "Wasserstein Auto-Encoders", 2018, https://arxiv.org/abs/1711.01558
 */
export async function sharpness(images: Tensor, data: Tensor): Promise<number> {
  for (const [name, tensor] of Object.entries({ images, data })) {
    assertTensor('sharpness', name, tensor);
    const [count, height, width] = tensor.shape;
    if (tensor.rank !== 4 || count! < 1 || height! < 3 || width! < 3) {
      throw new RangeError(
        `sharpness: ${name} has shape ${showShape(tensor.shape)} but [batch,height,width,channels] was expected, at least 3 x 3.`,
      );
    }
  }
  if (showShape(images.shape.slice(1)) !== showShape(data.shape.slice(1))) {
    throw new RangeError(
      `sharpness: images has shape ${showShape(images.shape)} but data has shape ${showShape(data.shape)}: the same images were expected.`,
    );
  }
  const [ofImages, ofData] = await Promise.all([variance('images', images), variance('data', data)]);
  if (ofData === 0)
    throw new RangeError('sharpness: data has no edge in any image, so there is nothing to compare with.');
  return ofImages / ofData;
}

/** The mean variance of the Laplacian over images and channels. */
async function variance(argument: string, images: Tensor): Promise<number> {
  const numbers = await readNumbers('sharpness', argument, images);
  const [count, height, width, channels] = images.shape as [number, number, number, number];
  let total = 0;
  for (let n = 0; n < count; n++) {
    for (let c = 0; c < channels; c++) {
      const at = (row: number, column: number) => numbers[((n * height + row) * width + column) * channels + c]!;
      const laplacian = new Float64Array((height - 2) * (width - 2));
      for (let row = 1, i = 0; row < height - 1; row++) {
        for (let column = 1; column < width - 1; column++, i++) {
          const around = at(row - 1, column) + at(row + 1, column) + at(row, column - 1) + at(row, column + 1);
          laplacian[i] = around - 4 * at(row, column);
        }
      }
      total += varianceOf(laplacian);
    }
  }
  return total / (count * channels);
}
