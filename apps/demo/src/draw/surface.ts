/** Where to draw on a canvas. Kept in memory, since all we draw is written (and, by whoever looks on, read) pixel by pixel. */
export function surface(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  return canvas.getContext('2d', { willReadFrequently: true })!;
}
