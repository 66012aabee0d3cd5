import { type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';

/** Two images alike, of bytes by the rule of golden.py, divided by `white`. */
export function testImages(shape: readonly number[], white = 255): [Tensor4D, Tensor4D] {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const first: number[] = [];
  const second: number[] = [];
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < height; i++)
      for (let j = 0; j < width; j++)
        for (let c = 0; c < channels; c++) {
          const byte = Math.floor((3 * i * i + 2 * j * j + i * j + 40 * b + 60 * c) / 4) % 256;
          first.push(byte / white);
          second.push((Math.floor((byte * 3) / 4) + ((7 * i + 13 * j + 5 * i * j) % 32) + 10) / white);
        }
  return [tensor4d(first, [batch, height, width, channels]), tensor4d(second, [batch, height, width, channels])];
}
