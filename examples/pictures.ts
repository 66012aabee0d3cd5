import { writeFile } from 'node:fs/promises';
import { toPng } from '@latentkit/datasets';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Writes pictures `[count, height, width, channels]` in [0, 1] as one PNG: rows of `columns`, each pixel drawn `scale` times. */
export async function writePictures(path: string, pictures: Tensor, columns: number, scale = 2): Promise<void> {
  await writeFile(path, await toPng(pictures, { columns, scale, gap: 2 * scale }));
}
