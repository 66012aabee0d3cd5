import type { ImageFile, Picture } from './imageFile.ts';

/** Decodes a picture as the browser does; colours are taken as they are stored. */
export async function decode(file: ImageFile): Promise<Picture> {
  const bitmap = await createImageBitmap(await blobOf(file), {
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
  });
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('this browser gave no canvas to draw it on');
    context.drawImage(bitmap, 0, 0);
    return { width, height, rgba: context.getImageData(0, 0, width, height).data };
  } finally {
    bitmap.close();
  }
}

async function blobOf(file: ImageFile): Promise<Blob> {
  if (file instanceof Blob) return file;
  if (file instanceof Uint8Array) return new Blob([new Uint8Array(file)]);
  const response = await fetch(file);
  if (!response.ok) throw new Error(`its address answered ${response.status}`);
  return response.blob();
}
