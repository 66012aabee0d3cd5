import type { Picture } from './imageFile.ts';

/** Turns and mirrors a picture upright, from how EXIF says it lies. */
export function orient(picture: Picture, orientation: number): Picture {
  if (orientation === 1) return picture;
  const turned = orientation >= 5;
  const width = turned ? picture.height : picture.width;
  const height = turned ? picture.width : picture.height;
  const from = new Uint32Array(picture.rgba.slice().buffer);
  const to = new Uint32Array(from.length);
  const [lastX, lastY] = [picture.width - 1, picture.height - 1];
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBelow = [3, 4, 6, 7].includes(orientation);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [sx, sy] = turned ? [y, x] : [x, y];
      to[y * width + x] = from[(fromBelow ? lastY - sy : sy) * picture.width + (fromRight ? lastX - sx : sx)]!;
    }
  }
  return { width, height, rgba: new Uint8Array(to.buffer) };
}
