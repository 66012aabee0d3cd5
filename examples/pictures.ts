import { writeFile } from 'node:fs/promises';
import type { Tensor } from '@tensorflow/tfjs-core';
import { encode } from 'fast-png';

/** Writes pictures `[count, height, width, channels]` in [0, 1] as one PNG: rows of `columns`, each pixel drawn `scale` times. */
export async function writePictures(path: string, pictures: Tensor, columns: number, scale = 2): Promise<void> {
  const [count, height, width, channels] = pictures.shape as [number, number, number, number];
  const values = await pictures.data();
  const gap = scale * 2;
  const rows = Math.ceil(count / columns);
  const imageWidth = columns * (width * scale + gap) + gap;
  const imageHeight = rows * (height * scale + gap) + gap;
  const data = new Uint8Array(imageWidth * imageHeight * channels).fill(255);
  for (let index = 0; index < count; index++) {
    const left = gap + (index % columns) * (width * scale + gap);
    const top = gap + Math.floor(index / columns) * (height * scale + gap);
    for (let y = 0; y < height * scale; y++) {
      for (let x = 0; x < width * scale; x++) {
        const from = ((index * height + Math.floor(y / scale)) * width + Math.floor(x / scale)) * channels;
        const to = ((top + y) * imageWidth + left + x) * channels;
        for (let c = 0; c < channels; c++) data[to + c] = Math.round(255 * values[from + c]!);
      }
    }
  }
  await writeFile(path, encode({ width: imageWidth, height: imageHeight, data, channels }));
}
