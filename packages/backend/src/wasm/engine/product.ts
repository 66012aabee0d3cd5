import { type Engine, float } from './engine.ts';
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
  engine.run('gemm', units, 1, [
    rows,
    columns,
    inner,
    a.kind,
    a.at,
    a.width,
    b.kind,
    b.at,
    b.width,
    product.placement ? 1 : 0,
    product.c,
    columns,
    blockRows,
    blockColumns,
    split,
    a.step,
    b.step,
    rows * columns * 4,
    epilogue.bias,
    epilogue.activation,
    float(epilogue.slope),
    patches.gridHeight,
    patches.gridWidth,
    patches.height,
    patches.width,
    patches.channels,
    patches.strideY,
    patches.strideX,
    patches.taps,
    patches.filterStep,
    placement.height,
    placement.width,
    placement.stepY,
    placement.stepX,
    placement.y,
    placement.x,
  ]);
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
