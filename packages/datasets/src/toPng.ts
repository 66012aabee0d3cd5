import { assertInteger, assertTensor, checkOptions, showShape } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';

/** How the pictures are laid out. */
export interface ToPngOptions {
  /** How many pictures a row has. Default ⌈√n⌉, so that the whole is about square. */
  readonly columns?: number;
  /** Pixels of white between pictures and around them: an integer of at least 0. Default 2. */
  readonly gap?: number;
  /** How many pixels, across and down, each pixel of a picture becomes: an integer of at least 1. Default 1. */
  readonly scale?: number;
}

/**
 * Pictures as one PNG, row by row, on white: the same bytes in Node and in a page. A value v becomes the byte
 * ⌊255 v + ½⌋. To show it in a page: `URL.createObjectURL(new Blob([bytes], { type: 'image/png' }))`.
 *
 * @param pictures `[n, height, width, 1]` for grey, `[n, height, width, 3]` for colour, float32, in [0, 1]; stays yours
 * @param options how they are laid out
 * @returns the bytes of the file
 * @throws TypeError unless a float32 tensor, RangeError where its shape is another or a value is not in [0, 1]
 * @example
 * const pictures = tensor([0, 0.2, 0.6, 1], [4, 1, 1, 1]);
 * const png = await toPng(pictures, { columns: 2, gap: 0 });
 * String.fromCharCode(...png.subarray(1, 4));  // 'PNG'
 * [...(await images([png], { size: [2, 2], channels: 1 })).at(0).data];  // [0, 0.2, 0.6, 1]
 */
export async function toPng(pictures: Tensor, options: ToPngOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  assertTensor('toPng', 'pictures', pictures);
  const [count, height, width, channels] = pictures.shape as [number, number, number, number];
  if (pictures.rank !== 4 || pictures.size === 0 || !(channels === 1 || channels === 3)) {
    throw new RangeError(
      `toPng: pictures has shape ${showShape(pictures.shape)} but [n,height,width,1] or [n,height,width,3] was expected.`,
    );
  }
  const {
    columns = Math.ceil(Math.sqrt(count)),
    gap = 2,
    scale = 1,
  } = checkOptions('toPng', options, ['columns', 'gap', 'scale']);
  assertInteger('toPng', 'columns', columns);
  assertInteger('toPng', 'gap', gap, 0);
  assertInteger('toPng', 'scale', scale);

  const bytes = bytesOf(await pictures.data(), pictures.shape);
  const [stepX, stepY] = [width * scale + gap, height * scale + gap];
  const sheetWidth = columns * stepX + gap;
  const sheetHeight = Math.ceil(count / columns) * stepY + gap;
  const data = new Uint8Array(sheetWidth * sheetHeight * channels).fill(255);
  for (let index = 0; index < count; index++) {
    const left = gap + (index % columns) * stepX;
    const top = gap + Math.floor(index / columns) * stepY;
    for (let y = 0; y < height * scale; y++) {
      for (let x = 0; x < width * scale; x++) {
        const from = ((index * height + Math.floor(y / scale)) * width + Math.floor(x / scale)) * channels;
        const to = ((top + y) * sheetWidth + left + x) * channels;
        for (let channel = 0; channel < channels; channel++) data[to + channel] = bytes[from + channel]!;
      }
    }
  }
  // Loaded here, so that a page that makes no PNG does not carry what does.
  const { encode } = await import('fast-png');
  return new Uint8Array(encode({ width: sheetWidth, height: sheetHeight, data, channels }));
}

function bytesOf(values: ArrayLike<number>, shape: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value >= 0 && value <= 1)) {
      throw new RangeError(
        `toPng: pictures${placeOf(i, shape)} is ${value} but a value from 0 to 1 was expected: rescale the pictures, or clip them with clipByValue(pictures, 0, 1) if that is meant.`,
      );
    }
    bytes[i] = Math.round(255 * value);
  }
  return bytes;
}

function placeOf(flat: number, shape: readonly number[]): string {
  let rest = flat;
  const indices = shape
    .map((size) => size)
    .reverse()
    .map((size) => {
      const index = rest % size;
      rest = Math.floor(rest / size);
      return `[${index}]`;
    });
  return indices.reverse().join('');
}
