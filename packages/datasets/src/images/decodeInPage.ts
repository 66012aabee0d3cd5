import { isUrl } from '../files/address.ts';
import { isBlob } from '../files/blob.ts';
import { type ImageFile, isEncoded, type Picture } from './imageFile.ts';

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
  if (isEncoded(file)) return new Blob([new Uint8Array(file)]);
  if (isBlob(file)) return file as Blob;
  const response = await fetch(isUrl(file) ? file.href : file);
  if (!response.ok) throw new Error(`its address answered ${response.status}`);
  return response.blob();
}
