import { type Engine, float } from './engine.ts';
import { fields } from './productFields.ts';
import type { Patches, Placement, Product } from './productShape.ts';
import { multiplySmall } from './smallProduct.ts';

const noPatches: Patches = {
  gridHeight: 0,
  gridWidth: 0,
  height: 0,
  width: 0,
  channels: 0,
  strideY: 0,
  strideX: 0,
  taps: 0,
  filterStep: 0,
};
const noPlacement: Placement = { height: 0, width: 0, stepY: 0, stepX: 0, y: 0, x: 0 };

/** The arguments, in one array for all calls: a product copies them at once. A field that was never set is NaN. */
const words = new Array<number>(Object.keys(fields).length).fill(Number.NaN);

/** A · B in blocks; see `kernels/gemm.ts`. */
export function multiply(engine: Engine, product: Product): void {
  if (multiplySmall(engine, product)) return;
  const { rows, columns, inner, a, b, batch, split, epilogue } = product;
  const patches = product.patches ?? noPatches;
  const placement = product.placement ?? noPlacement;
  const parts = Math.max(1, Math.ceil(inner / split));
  const [down, across] = blocks(rows, columns, batch * parts, engine.threads, rows * columns * inner);
  const blockRows = upTo(rows / down, 5);
  const blockColumns = upTo(columns / across, 8);
  const units = Math.ceil(rows / blockRows) * Math.ceil(columns / blockColumns) * parts * batch;
  words[fields.rows] = rows;
  words[fields.columns] = columns;
  words[fields.inner] = inner;
  words[fields.aKind] = a.kind;
  words[fields.aStart] = a.at;
  words[fields.lda] = a.width;
  words[fields.bKind] = b.kind;
  words[fields.bStart] = b.at;
  words[fields.ldb] = b.width;
  words[fields.cKind] = product.placement ? 1 : 0;
  words[fields.cStart] = product.c;
  words[fields.ldc] = columns;
  words[fields.blockRows] = blockRows;
  words[fields.blockColumns] = blockColumns;
  words[fields.split] = split;
  words[fields.batchA] = a.step;
  words[fields.batchB] = b.step;
  words[fields.batchC] = rows * columns * 4;
  words[fields.bias] = epilogue.bias;
  words[fields.activation] = epilogue.activation;
  words[fields.slope] = float(epilogue.slope);
  words[fields.gridHeight] = patches.gridHeight;
  words[fields.gridWidth] = patches.gridWidth;
  words[fields.height] = patches.height;
  words[fields.width] = patches.width;
  words[fields.channels] = patches.channels;
  words[fields.strideY] = patches.strideY;
  words[fields.strideX] = patches.strideX;
  words[fields.taps] = patches.taps;
  words[fields.filterStep] = patches.filterStep;
  words[fields.outHeight] = placement.height;
  words[fields.outWidth] = placement.width;
  words[fields.outStepY] = placement.stepY;
  words[fields.outStepX] = placement.stepX;
  words[fields.outY] = placement.y;
  words[fields.outX] = placement.x;
  engine.run('gemm', units, 1, words);
}

/** The most rows, and the most columns, of a block: what fits in scratch. */
const mostRows = 260;
const mostColumns = 512;
/** Blocks are not cut smaller than this for the sake of threads: laying out would cost more than is gained. */
const least = 32;

/**
 * The most that fits, cut evenly; the longer side is halved until there are two blocks for each thread, and rows are cut
 * finer where few blocks would leave a thread with one more than the others.
 */
function blocks(rows: number, columns: number, times: number, threads: number, work: number): [number, number] {
  let down = Math.max(1, Math.ceil(rows / mostRows));
  let across = Math.max(1, Math.ceil(columns / mostColumns));
  if (threads > 1 && work > 1 << 18) {
    while (down * across * times < 2 * threads) {
      const [height, width] = [rows / down, columns / across];
      if (Math.max(height, width) < 2 * least) break;
      if (width >= height) across *= 2;
      else down *= 2;
    }
    const isUneven = () => (down * across * times) % threads > 0 && down * across * times < 8 * threads;
    while (isUneven() && rows / (down + 1) > least) down++;
  }
  return [down, across];
}

const upTo = (size: number, panel: number) => Math.max(panel, Math.ceil(size / panel) * panel);
