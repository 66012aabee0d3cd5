import { isUrl } from '../files/address.ts';
import { bytesOf, isBlob } from '../files/blob.ts';
import { readUrl } from '../files/readUrl.ts';
import { nodeModule } from '../files/runtime.ts';
import { exifOrientation } from './exifOrientation.ts';
import { type ImageFile, isEncoded, type Picture } from './imageFile.ts';
import { orient } from './orient.ts';
import { pngPicture } from './pngPicture.ts';

/** Decodes a PNG or JPEG. */
export async function decode(file: ImageFile): Promise<Picture> {
  const bytes = await read(file);
  if (bytes[0] === 0x89 && bytes[1] === 0x50) {
    const { decode: decodePng } = await import('fast-png');
    return pngPicture(decodePng(bytes, { checkCrc: true }));
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8) {
    const module = await import('jpeg-js');
    // What `require` gives, in the CommonJS build, has no default.
    const jpeg = module.default ?? module;
    const { width, height, data } = jpeg.decode(bytes, { useTArray: true, tolerantDecoding: false });
    return orient({ width, height, rgba: data }, exifOrientation(bytes));
  }
  throw new Error('it is neither PNG nor JPEG, which are what Node reads here');
}

async function read(file: ImageFile): Promise<Uint8Array> {
  if (isEncoded(file)) return new Uint8Array(file);
  if (isBlob(file)) return bytesOf(file);
  if (isUrl(file)) return readUrl(file);
  return nodeModule<typeof import('node:fs/promises')>('node:fs/promises')!.readFile(file);
}
