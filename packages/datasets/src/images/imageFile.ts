/** A picture: a file or blob, its bytes, its address, or in Node its path. */
export type ImageFile = Blob | Uint8Array | URL | string;

/** A decoded picture: four bytes a pixel, red, green, blue and opacity, row after row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array | Uint8ClampedArray;
}

/** What an error calls a picture. */
export function nameOf(file: ImageFile): string {
  if (typeof file === 'string') return file;
  if (file instanceof URL) return file.href;
  if ('name' in file && typeof file.name === 'string') return file.name;
  return file instanceof Uint8Array ? `${file.length} bytes` : 'unnamed';
}
