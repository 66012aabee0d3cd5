import { type Tensor, tensor, tensor2d } from '@tensorflow/tfjs-core';
import type { Built } from './models.ts';
import type { Extent, Field, Shown, View } from './protocol.ts';

/** Reads a tensor of examples, disposes it, and gives what the page can draw. */
export async function shown(data: Tensor): Promise<Shown> {
  const values = (await data.data()) as Float32Array;
  const [count, height, width, channels] = data.shape as [number, number, number, number];
  const points = data.rank === 2;
  data.dispose();
  if (points) return { kind: 'points', values: Float32Array.from(values) };
  const bytes = Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
  return { kind: 'pictures', count, width, height, channels, bytes };
}

/** The part of the plane that holds these points, square, with a margin for what the model generates. */
export function extentOf(values: Float32Array): Extent {
  const side = (offset: number) => values.filter((_, i) => i % 2 === offset);
  const [x, y] = [side(0), side(1)];
  const middle = (of: Float32Array) => (of.reduce((a, b) => Math.max(a, b)) + of.reduce((a, b) => Math.min(a, b))) / 2;
  const spread = (of: Float32Array) => of.reduce((a, b) => Math.max(a, b)) - of.reduce((a, b) => Math.min(a, b));
  const half = 0.65 * Math.max(spread(x), spread(y));
  const [cx, cy] = [middle(x), middle(y)];
  return { left: cx - half, right: cx + half, bottom: cy - half, top: cy + half };
}

/** Looks at a model: always at the same noise, the same originals, the same lattice. */
export class Viewer {
  private readonly lattice: Tensor | undefined;
  private static readonly latticeSize = 40;

  constructor(
    private readonly built: Built,
    private readonly originals: Tensor,
    private readonly sampleCount: number,
    extent: Extent | undefined,
  ) {
    this.lattice = extent && built.field && latticeOver(extent, Viewer.latticeSize);
  }

  async look(): Promise<View> {
    const { built, originals } = this;
    const step = built.trainable.stepCount;
    const samples = await shown(built.sample(this.sampleCount));
    const reconstructions = built.reconstruct && (await shown(built.reconstruct(originals)));
    const field = await this.field();
    return { step, samples, ...(reconstructions && { reconstructions }), ...(field && { field }) };
  }

  private async field(): Promise<Field | undefined> {
    const { lattice } = this;
    const { field } = this.built;
    if (!lattice || !field) return undefined;
    const found = field(lattice);
    const shades = Float32Array.from(await found.data());
    found.dispose();
    return { size: Viewer.latticeSize, shades };
  }
}

/** The middles of the cells of a square lattice, row by row from the top. */
function latticeOver({ left, right, bottom, top }: Extent, size: number): Tensor {
  const points = new Float32Array(2 * size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      points[2 * (row * size + column)] = left + ((right - left) * (column + 0.5)) / size;
      points[2 * (row * size + column) + 1] = top - ((top - bottom) * (row + 0.5)) / size;
    }
  }
  return tensor2d(points, [size * size, 2]);
}

/** Some examples of a data set, as one batch. */
export function examples(data: { at(index: number): { data: Float32Array } }, shape: readonly number[], count: number) {
  const size = shape.reduce((product, side) => product * side, 1);
  const values = new Float32Array(count * size);
  for (let i = 0; i < count; i++) values.set(data.at(i).data, i * size);
  return tensor(values, [count, ...shape]);
}
