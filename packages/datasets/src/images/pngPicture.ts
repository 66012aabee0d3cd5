import type { DecodedPng } from 'fast-png';
import type { Picture } from './imageFile.ts';

/** A decoded PNG of any kind (grey, colour, palette; 1 to 16 bits; with or without opacity) as 8-bit RGBA. */
export function pngPicture(png: DecodedPng): Picture {
  const { width, height, depth, channels, palette, transparency } = png;
  if (depth === 8 && channels === 4) return { width, height, rgba: new Uint8Array(png.data) };
  const sample = sampler(png);
  const rgba = new Uint8Array(4 * width * height);
  const highest = 2 ** depth - 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const samples = Array.from({ length: channels }, (_, channel) => sample(y, x * channels + channel));
      const at = 4 * (y * width + x);
      if (palette) {
        const color = palette[samples[0]!];
        if (!color) throw new Error('a pixel has a colour that the palette lacks');
        rgba.set([color[0]!, color[1]!, color[2]!, color[3] ?? 255], at);
        continue;
      }
      const levels = samples.map((value) => Math.round((value / highest) * 255));
      const colour = channels < 3 ? [levels[0]!, levels[0]!, levels[0]!] : levels.slice(0, 3);
      const hidden = transparency !== undefined && samples.every((value, channel) => value === transparency[channel]);
      const opacity = channels % 2 === 0 ? levels[channels - 1]! : hidden ? 0 : 255;
      rgba.set([...colour, opacity], at);
    }
  }
  return { width, height, rgba };
}

/** Reads sample `i` of a row, however many bits it has; rows begin on whole bytes. */
function sampler({ data, width, channels, depth }: DecodedPng): (row: number, i: number) => number {
  const stride = depth < 8 ? Math.ceil((width * channels * depth) / 8) : width * channels;
  if (depth >= 8) return (row, i) => data[row * stride + i]!;
  return (row, i) => {
    const bit = i * depth;
    return (data[row * stride + (bit >> 3)]! >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  };
}
