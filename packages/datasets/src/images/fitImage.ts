import type { Picture } from './imageFile.ts';

/** What a picture is made to fit. */
export interface Frame {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/**
 * Crops a picture about its centre to the aspect of the frame, and averages it down (or up) by area: each pixel of the
 * result is the mean of the part of the picture it covers. Returns bytes, `height · width · channels`.
 */
export function fitImage(picture: Picture, { height, width, channels }: Frame): Uint8Array {
  const scale = Math.min(picture.width / width, picture.height / height);
  const columns = coverage(Math.max(0, picture.width - width * scale) / 2, scale, width, picture.width);
  const rows = coverage(Math.max(0, picture.height - height * scale) / 2, scale, height, picture.height);
  const result = new Uint8Array(height * width * channels);
  const sum = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      average(picture, rows[y]!, columns[x]!, sum);
      const [red, green, blue] = sum as [number, number, number];
      const at = (y * width + x) * channels;
      if (channels === 1) result[at] = Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue);
      else for (let channel = 0; channel < 3; channel++) result[at + channel] = Math.round(sum[channel]!);
    }
  }
  return result;
}

/** Source pixels from `first` on, and how much of each is covered; the shares sum to 1. */
interface Span {
  readonly first: number;
  readonly shares: readonly number[];
}

function coverage(start: number, scale: number, count: number, limit: number): Span[] {
  return Array.from({ length: count }, (_, i) => {
    const from = start + i * scale;
    const to = Math.min(start + (i + 1) * scale, limit);
    const first = Math.min(Math.floor(from), limit - 1);
    const shares: number[] = [];
    for (let pixel = first; pixel === first || pixel < to - 1e-9; pixel++) {
      shares.push(Math.max(0, Math.min(pixel + 1, to) - Math.max(pixel, from)));
    }
    const total = shares.reduce((sum, share) => sum + share);
    return { first, shares: shares.map((share) => share / total) };
  });
}

function average({ width, rgba }: Picture, rows: Span, columns: Span, sum: number[]): void {
  sum.fill(0);
  rows.shares.forEach((share, y) => {
    let at = 4 * ((rows.first + y) * width + columns.first);
    for (const part of columns.shares) {
      const opacity = rgba[at + 3]! / 255;
      const weight = share * part;
      for (let channel = 0; channel < 3; channel++) {
        sum[channel] = sum[channel]! + weight * (opacity * rgba[at + channel]! + (1 - opacity) * 255);
      }
      at += 4;
    }
  });
}
