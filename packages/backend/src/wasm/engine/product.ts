import type { Engine } from './engine.ts';
import { float } from './engine.ts';

/** How the left matrix is read: as rows, turned, as the patches of pictures, or as these turned. */
export const left = { rows: 0, turned: 1, patches: 2, patchesTurned: 3 } as const;
/** How the right matrix is read: as rows, turned, or as a filter seen backwards. */
export const right = { rows: 0, turned: 1, filter: 2 } as const;

/** Which pixels the positions of a grid see: see `kernels/gemmArguments.ts`. */
export interface Patches {
  readonly gridHeight: number;
  readonly gridWidth: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly strideY: number;
  readonly strideX: number;
  /** Address of three words for each tap. */
  readonly taps: number;
  readonly filterStep: number;
}

/** Which pixel of a picture each row of the result becomes. */
export interface Placement {
  readonly height: number;
  readonly width: number;
  readonly stepY: number;
  readonly stepX: number;
  readonly y: number;
  readonly x: number;
}

/** What is done to each number of the result at last: an activation of it and its column's bias. */
export interface Epilogue {
  /** The address of the bias, one number for each column. */
  readonly bias?: number;
  /** As numbered in `kernels/activations.ts`. */
  readonly activation?: number;
  readonly slope?: number;
}

export interface Product extends Epilogue {
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
  /** A kind, an address, the length of a row in values, and bytes from one of a batch to the next. */
  readonly a: { readonly kind: number; readonly at: number; readonly width?: number; readonly step?: number };
  readonly b: { readonly kind: number; readonly at: number; readonly width?: number; readonly step?: number };
  readonly c: { readonly at: number; readonly placement?: Placement | undefined };
  readonly batch?: number;
  /** How much of the inner dimension goes into one partial result; default all. */
  readonly split?: number;
  readonly patches?: Patches;
}

/** A · B in blocks; see `kernels/gemm.ts`. */
export function multiply(engine: Engine, product: Product): void {
  if (multiplyFewRows(engine, product)) return;
  const { rows, columns, inner, a, b, c, batch = 1, patches, split = Math.max(1, inner) } = product;
  const parts = Math.max(1, Math.ceil(inner / split));
  const { blockRows, blockColumns } = blocks(rows, columns, batch * parts, engine.threads, rows * columns * inner);
  const units = Math.ceil(rows / blockRows) * Math.ceil(columns / blockColumns) * parts * batch;
  const { placement } = c;
  engine.run('gemm', units, 1, [
    rows,
    columns,
    inner,
    a.kind,
    a.at,
    a.width ?? 0,
    b.kind,
    b.at,
    b.width ?? 0,
    placement ? 1 : 0,
    c.at,
    columns,
    blockRows,
    blockColumns,
    split,
    a.step ?? 0,
    b.step ?? 0,
    rows * columns * 4,
    product.bias ?? 0,
    product.activation ?? 0,
    float(product.slope ?? 0),
    patches?.gridHeight ?? 0,
    patches?.gridWidth ?? 0,
    patches?.height ?? 0,
    patches?.width ?? 0,
    patches?.channels ?? 0,
    patches?.strideY ?? 0,
    patches?.strideX ?? 0,
    patches?.taps ?? 0,
    patches?.filterStep ?? 0,
    placement?.height ?? 0,
    placement?.width ?? 0,
    placement?.stepY ?? 0,
    placement?.stepX ?? 0,
    placement?.y ?? 0,
    placement?.x ?? 0,
  ]);
}

/** The most rows, and the most columns, of a block: what fits in scratch. */
const mostRows = 260;
const mostColumns = 512;
/** Blocks are not cut smaller than this for the sake of threads: laying out would cost more than is gained. */
const least = 32;

/** The most that fits, cut evenly; the longer side is halved until there are two blocks for each thread. */
function blocks(rows: number, columns: number, times: number, threads: number, work: number) {
  let down = Math.max(1, Math.ceil(rows / mostRows));
  let across = Math.max(1, Math.ceil(columns / mostColumns));
  if (threads > 1 && work > 1 << 18) {
    while (down * across * times < 2 * threads) {
      const [height, width] = [rows / down, columns / across];
      if (Math.max(height, width) < 2 * least) break;
      if (width >= height) across *= 2;
      else down *= 2;
    }
  }
  return { blockRows: upTo(rows / down, 5), blockColumns: upTo(columns / across, 8) };
}

const upTo = (size: number, panel: number) => Math.max(panel, Math.ceil(size / panel) * panel);

/** Fewer rows than this are multiplied without laying out the right matrix. */
const fewRows = 4;

/** The product where one side has so few rows that nothing is gained by laying the other out; says whether it is one. */
function multiplyFewRows(engine: Engine, product: Product): boolean {
  const { rows, columns, inner, a, b, c, batch = 1, split } = product;
  if (batch > 1 || split !== undefined || c.placement || a.kind > left.turned || b.kind > right.turned) return false;
  const epilogue = [product.activation ?? 0, float(product.slope ?? 0)];
  const run = (count: number, width: number, words: readonly number[], bias: readonly number[]) => {
    const blocks = Math.ceil(width / 512);
    engine.run('vectorProduct', count * blocks, Math.max(1, Math.ceil(65536 / (512 * inner + 1))), [
      width,
      inner,
      ...words,
      ...bias,
      ...epilogue,
      blocks,
    ]);
    return true;
  };
  const turnedA = a.kind === left.turned;
  const turnedB = b.kind === right.turned;
  if (rows < fewRows && !(turnedA && turnedB && rows > 1)) {
    const [rowStep, step] = turnedA ? [4, rows * 4] : [inner * 4, 4];
    const words = [a.at, rowStep, step, turnedB ? 1 : 0, b.at, (turnedB ? inner : columns) * 4, c.at, columns * 4];
    return run(rows, columns, words, [product.bias ?? 0, 4]);
  }
  // One column: the same, turned. The right matrix is then one row of numbers, whichever way it is read.
  if (columns === 1) {
    const words = [b.at, 0, 4, turnedA ? 0 : 1, a.at, (turnedA ? rows : inner) * 4, c.at, 0];
    return run(1, rows, words, [product.bias ?? 0, 0]);
  }
  return false;
}
