import { between, type Colour, type Palette } from '../palette.ts';
import type { Pictures } from '../worker/protocol.ts';
import { surface } from './surface.ts';

/** Pixels of paper between two pictures. */
export const gap = 2;

/** The size of a mosaic in picture pixels. */
export function mosaicSize(pictures: Pictures, columns: number, rows: number): { width: number; height: number } {
  return {
    width: columns * (pictures.width + gap) - gap,
    height: rows * (pictures.height + gap) - gap,
  };
}

/**
 * Draws pictures as a mosaic, one canvas pixel for one picture pixel. Rows of the mosaic take turns between the given sets,
 * so that a reconstruction stands under its original. Grey pictures are inked in the colour that says whose they are.
 */
export function drawMosaic(
  canvas: HTMLCanvasElement,
  sets: readonly { readonly pictures: Pictures; readonly whose: 'real' | 'generated' }[],
  columns: number,
  count: number,
  colours: Palette,
): void {
  const first = sets[0]!.pictures;
  const rows = Math.ceil(count / columns) * sets.length;
  const { width, height } = mosaicSize(first, columns, rows);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const image = new ImageData(width, height);
  sets.forEach(({ pictures, whose }, set) => {
    const ink = inks(colours.paper, colours[whose]);
    for (let i = 0; i < count; i++) {
      const left = (i % columns) * (pictures.width + gap);
      const top = (Math.floor(i / columns) * sets.length + set) * (pictures.height + gap);
      drawOne(image, pictures, i, left, top, ink);
    }
  });
  surface(canvas).putImageData(image, 0, 0);
}

/** For every grey value its colour: 0 is paper, 255 is full ink. */
function inks(paper: Colour, ink: Colour): Uint8Array {
  const table = new Uint8Array(256 * 3);
  for (let grey = 0; grey < 256; grey++) table.set(between(paper, ink, grey / 255), 3 * grey);
  return table;
}

function drawOne(
  image: ImageData,
  { width, height, channels, bytes }: Pictures,
  index: number,
  left: number,
  top: number,
  ink: Uint8Array,
) {
  let from = index * width * height * channels;
  for (let y = 0; y < height; y++) {
    let to = 4 * ((top + y) * image.width + left);
    for (let x = 0; x < width; x++, from += channels, to += 4) {
      const grey = 3 * bytes[from]!;
      image.data[to] = channels === 1 ? ink[grey]! : bytes[from]!;
      image.data[to + 1] = channels === 1 ? ink[grey + 1]! : bytes[from + 1]!;
      image.data[to + 2] = channels === 1 ? ink[grey + 2]! : bytes[from + 2]!;
      image.data[to + 3] = 255;
    }
  }
}
