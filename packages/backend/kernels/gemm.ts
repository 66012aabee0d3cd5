/**
 * The one matrix product: C = A · B, where A, B and C may be matrices, transposed matrices or the patches of pictures.
 *
 * C is cut into blocks of at most 260 by 512; a unit of work is one block. For every 256 of the inner dimension the
 * parts of A and B that a block needs are laid out in scratch, in panels of 5 rows and of 8 columns, and multiplied
 * 5 by 8 numbers at a time in registers. Each number of C is summed in an order that depends on the shape alone, so
 * the result does not depend on who computes which block.
 *
 * Goto, van de Geijn: Anatomy of high-performance matrix multiplication. 2008.
 */
import { LINEAR } from './activations';
import { finishRow } from './finishRow';
import { address, float, word } from './lanes';
import { packA } from './packA';
import { packB } from './packB';
import { locatePatches } from './packPatches';
import { halfTile, putEdge, tile } from './tile';
import { DEPTH, EDGE, EDGE_TILE, NOTHING, PANEL_A, PANEL_B, SCRATCH_A, SCRATCH_B, ZEROS } from './gemmScratch';
import { ACTIVATION, A_KIND, BATCH_A, BATCH_B, BATCH_C, BIAS, BLOCK_COLUMNS, BLOCK_ROWS, COLUMNS, C_KIND, C_START, GRID_HEIGHT, GRID_WIDTH, INNER, LDC, OUT_HEIGHT, OUT_STEP_X, OUT_STEP_Y, OUT_WIDTH, OUT_X, OUT_Y, ROWS, SLOPE, SPLIT } from './productFields.generated';

/** So many numbers in the right panels stay in the first cache. */
const ROWS_FIRST: i32 = 8192;

export function gemm(args: usize, begin: i32, end: i32, scratch: usize): void {
  const rows = word(args, ROWS);
  const columns = word(args, COLUMNS);
  const inner = word(args, INNER);
  const blockRows = word(args, BLOCK_ROWS);
  const blockColumns = word(args, BLOCK_COLUMNS);
  const split = word(args, SPLIT);
  const acrossN = (columns + blockColumns - 1) / blockColumns;
  const acrossM = (rows + blockRows - 1) / blockRows;
  const acrossK = max(1, (inner + split - 1) / split);
  for (let unit = begin; unit < end; unit++) {
    let rest = unit;
    const n = rest % acrossN;
    rest /= acrossN;
    const m = rest % acrossM;
    rest /= acrossM;
    const k = rest % acrossK;
    const batch = rest / acrossK;
    const firstRow = m * blockRows;
    const firstColumn = n * blockColumns;
    block(
      args,
      batch,
      firstRow,
      min(blockRows, rows - firstRow),
      firstColumn,
      min(blockColumns, columns - firstColumn),
      k,
      k * split,
      min(inner, (k + 1) * split),
      scratch,
    );
  }
}

function block(
  args: usize,
  batch: i32,
  firstRow: i32,
  rows: i32,
  firstColumn: i32,
  columns: i32,
  part: i32,
  fromInner: i32,
  toInner: i32,
  scratch: usize,
): void {
  const table = scratch;
  const panelsA = scratch + SCRATCH_A;
  const panelsB = scratch + SCRATCH_B;
  locateRows(args, batch, firstRow, rows, firstColumn, part, table);
  if (word(args, A_KIND) == 2) locatePatches(args, batch, firstRow, rows, scratch);
  const nothing = scratch + NOTHING;
  const edge = scratch + EDGE;
  for (let row: usize = 0; row < 5; row++) {
    store<u32>(nothing + row * 4, <u32>(scratch + ZEROS));
    store<u32>(edge + row * 4, <u32>(scratch + EDGE_TILE + row * 32));
  }
  memory.fill(scratch + ZEROS, 0, 1024);
  for (let k = fromInner; k < toInner; k += DEPTH) {
    const depth = min(DEPTH, toInner - k);
    packB(args, address(args, BATCH_B) * batch, firstColumn, columns, k, depth, panelsB);
    packA(args, address(args, BATCH_A) * batch, firstRow, rows, k, depth, scratch, panelsA);
    const later = k > fromInner;
    // As long as the right panels stay in the first cache, whole rows of C are written one after the other.
    const whole = columns * depth <= ROWS_FIRST ? columns : PANEL_B;
    for (let from = 0; from < columns; from += whole) {
      const until = min(columns, from + whole);
      for (let row = 0; row < rows; row += PANEL_A) {
        const a = panelsA + <usize>(row * depth * 4);
        const places = table + <usize>(row * 4);
        for (let column = from; column < until; column += PANEL_B) {
          const b = panelsB + <usize>(column * depth * 4);
          const end = b + <usize>(depth * 32);
          const offset = <usize>(column * 4);
          if (rows - row >= PANEL_A && columns - column >= PANEL_B) {
            tile(a, b, end, later ? places : nothing, later ? offset : 0, places, offset);
          } else {
            if (columns - column > 4) tile(a, b, end, nothing, 0, edge, 0);
            else halfTile(a, b, end, nothing, 0, edge, 0);
            putEdge(scratch + EDGE_TILE, places, offset, min(PANEL_A, rows - row), min(PANEL_B, columns - column), later);
          }
        }
      }
    }
  }
  // An empty inner dimension leaves a sum of nothing.
  if (fromInner >= toInner) {
    for (let row = 0; row < rows; row++)
      memory.fill(<usize>load<u32>(table + <usize>(row * 4)), 0, <usize>(columns * 4));
  }
  const bias = address(args, BIAS);
  const activation = word(args, ACTIVATION);
  if (bias == 0 && activation == LINEAR) return;
  const slope = f32x4.splat(float(args, SLOPE));
  const biasStep: usize = bias != 0 ? 4 : 0;
  for (let row = 0; row < rows; row++) {
    const to = <usize>load<u32>(table + <usize>(row * 4));
    finishRow(activation, slope, bias + biasStep * <usize>firstColumn, biasStep, columns, to);
  }
}

/** Writes down where each row of the block begins in C. */
function locateRows(
  args: usize,
  batch: i32,
  firstRow: i32,
  rows: i32,
  firstColumn: i32,
  part: i32,
  table: usize,
): void {
  const columns = word(args, COLUMNS);
  let start = address(args, C_START) + address(args, BATCH_C) * <usize>batch + <usize>(firstColumn * 4);
  if (word(args, C_KIND) == 0) {
    const step = <usize>(word(args, LDC) * 4);
    start += <usize>part * <usize>word(args, ROWS) * step + <usize>firstRow * step;
    for (let row = 0; row < rows; row++) {
      store<u32>(table + <usize>(row * 4), <u32>start);
      start += step;
    }
    return;
  }
  const gridHeight = word(args, GRID_HEIGHT);
  const gridWidth = word(args, GRID_WIDTH);
  const width = word(args, OUT_WIDTH);
  const height = word(args, OUT_HEIGHT);
  let x = firstRow % gridWidth;
  let y = (firstRow / gridWidth) % gridHeight;
  let image = firstRow / (gridWidth * gridHeight);
  for (let row = 0; row < rows; row++) {
    const place =
      (image * height + y * word(args, OUT_STEP_Y) + word(args, OUT_Y)) * width +
      x * word(args, OUT_STEP_X) +
      word(args, OUT_X);
    store<u32>(table + <usize>(row * 4), <u32>(start + <usize>place * <usize>columns * 4));
    if (++x == gridWidth) {
      x = 0;
      if (++y == gridHeight) {
        y = 0;
        image++;
      }
    }
  }
}
