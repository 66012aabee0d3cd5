import { encode as encodePng, type ImageData as PngData } from 'fast-png';

/** For tests: four quadrants, red, green, blue and white, of `half` pixels a side. */
export function quadrants(half: number, channels: 3 | 4 = 3): Uint8Array {
  const colours = [
    [255, 0, 0, 255],
    [0, 255, 0, 255],
    [0, 0, 255, 255],
    [255, 255, 255, 255],
  ];
  const side = 2 * half;
  const quadrant = (x: number, y: number) => (y < half ? 0 : 2) + (x < half ? 0 : 1);
  return Uint8Array.from(
    Array.from({ length: side * side }, (_, i) =>
      colours[quadrant(i % side, Math.floor(i / side))]!.slice(0, channels),
    ).flat(),
  );
}

/** For tests: a PNG. */
export function png(
  width: number,
  height: number,
  data: PngData['data'],
  more: Partial<PngData> = {},
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encodePng({ width, height, data, channels: data.length / (width * height), ...more }));
}

/** For tests: a JPEG of the quadrants, with an EXIF orientation if one is given. */
export async function jpegOfQuadrants(half: number, orientation?: number): Promise<Uint8Array<ArrayBuffer>> {
  const encoded = await encodeJpeg(2 * half, quadrants(half, 4));
  if (orientation === undefined) return encoded;
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2, ...exif, ...encoded.subarray(2)]);
}

async function encodeJpeg(side: number, rgba: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof OffscreenCanvas === 'undefined') {
    const { default: jpeg } = await import('jpeg-js');
    return new Uint8Array(jpeg.encode({ width: side, height: side, data: rgba }, 100).data);
  }
  const canvas = new OffscreenCanvas(side, side);
  canvas.getContext('2d')!.putImageData(new ImageData(new Uint8ClampedArray(rgba), side), 0, 0);
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 })).arrayBuffer());
}
