import { isUrl } from '../files/address.ts';
import type { Address, BlobLike } from '../files/platform.ts';
import { kindOf } from '../values/flatten.ts';

/** A picture: a file or blob, its bytes, its address, or in Node its path. */
export type ImageFile = BlobLike | Uint8Array | Address;

/** A decoded picture: four bytes a pixel, red, green, blue and opacity, row after row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array | Uint8ClampedArray;
}

/** What an error calls a picture. */
export function nameOf(file: ImageFile): string {
  if (typeof file === 'string') return file;
  if (isUrl(file)) return file.href;
  if (isEncoded(file)) return `${file.length} bytes`;
  return 'name' in file && typeof file.name === 'string' ? file.name : 'unnamed';
}

/** Whether it is the bytes of a file. */
export function isEncoded(file: unknown): file is Uint8Array {
  return kindOf(file) === 'Uint8Array';
}
