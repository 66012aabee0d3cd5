import { add, mul, reshape, type Tensor } from '@tensorflow/tfjs-core';

/** `scale · x + offset` per example and channel: `[batch, ..., channels]` by two of `[batch, channels]`. */
export function modulate(input: Tensor, scale: Tensor, offset: Tensor): Tensor {
  return add(mul(input, overPositions(scale, input)), overPositions(offset, input));
}

/** `[batch, channels]` as `[batch, 1, ..., 1, channels]`, to be broadcast over the positions of `like`. */
export function overPositions(vectors: Tensor, { rank }: Tensor): Tensor {
  const [batch, channels] = vectors.shape as [number, number];
  return reshape(vectors, [batch, ...Array<number>(rank - 2).fill(1), channels]);
}
