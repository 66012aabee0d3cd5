import { between, css, type Palette } from '../palette.ts';
import type { Extent, Field, Points } from '../worker/protocol.ts';
import { surface } from './surface.ts';

/** What a scatter shows. */
export interface Scatter {
  readonly extent: Extent;
  readonly real: Points;
  readonly generated: Points;
  readonly field?: Field | undefined;
  /** Draw a line from each real point to the generated one of the same index. */
  readonly paired?: boolean;
}

/** Draws points of the plane: real ones as teal discs, generated ones as orange crosses; shape and colour say the same. */
export function drawScatter(
  canvas: HTMLCanvasElement,
  scatter: Scatter,
  side: number,
  ratio: number,
  colours: Palette,
) {
  const pixels = Math.round(side * ratio);
  if (canvas.width !== pixels) Object.assign(canvas, { width: pixels, height: pixels });
  const context = surface(canvas);
  const { extent, real, generated, field, paired } = scatter;
  const x = (value: number) => ((value - extent.left) / (extent.right - extent.left)) * pixels;
  const y = (value: number) => ((extent.top - value) / (extent.top - extent.bottom)) * pixels;

  context.fillStyle = css(colours.paper);
  context.fillRect(0, 0, pixels, pixels);
  if (field) drawField(context, field, pixels, colours);

  if (paired) {
    context.strokeStyle = css(colours.quiet, 0.5);
    context.lineWidth = ratio * 0.75;
    context.beginPath();
    for (let i = 0; i + 1 < real.values.length; i += 2) {
      context.moveTo(x(real.values[i]!), y(real.values[i + 1]!));
      context.lineTo(x(generated.values[i]!), y(generated.values[i + 1]!));
    }
    context.stroke();
  }

  context.fillStyle = css(colours.real, 0.75);
  context.beginPath();
  const radius = 1.9 * ratio;
  for (let i = 0; i + 1 < real.values.length; i += 2) {
    const [left, top] = [x(real.values[i]!), y(real.values[i + 1]!)];
    context.moveTo(left + radius, top);
    context.arc(left, top, radius, 0, 2 * Math.PI);
  }
  context.fill();

  context.strokeStyle = css(colours.generated, 0.95);
  context.lineWidth = 1.4 * ratio;
  context.beginPath();
  const arm = 2.3 * ratio;
  for (let i = 0; i + 1 < generated.values.length; i += 2) {
    const [left, top] = [x(generated.values[i]!), y(generated.values[i + 1]!)];
    context.moveTo(left - arm, top - arm);
    context.lineTo(left + arm, top + arm);
    context.moveTo(left - arm, top + arm);
    context.lineTo(left + arm, top - arm);
  }
  context.stroke();
}

/** What the model makes of each place, from a wash of orange (generated) over paper (undecided) to a wash of teal (real). */
function drawField(context: CanvasRenderingContext2D, { size, shades }: Field, pixels: number, colours: Palette) {
  const image = new ImageData(size, size);
  shades.forEach((shade, i) => {
    const share = Math.abs(2 * shade - 1) * 0.42;
    image.data.set([...between(colours.paper, shade > 0.5 ? colours.real : colours.generated, share), 255], 4 * i);
  });
  const small = new OffscreenCanvas(size, size);
  small.getContext('2d')!.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, 0, 0, pixels, pixels);
}
