/**
 * The one matrix product: C = A · B, where A, B and C may be matrices, transposed matrices or the patches of pictures.
 *
 * C is cut into blocks of at most 256 by 256; a unit of work is one block. For every 256 of the inner dimension the
 * parts of A and B that a block needs are laid out in scratch, in panels of 4 rows and of 8 columns, and multiplied
 * 4 by 8 numbers at a time in registers. Each number of C is summed in an order that depends on the shape alone, so
 * the result does not depend on who computes which block.
 *
 * Goto, van de Geijn: Anatomy of high-performance matrix multiplication. 2008.
 */
import { activateVector } from './activations';
import { address, float, loadSome, multiplyAdd, storeSome, word } from './lanes';
import { packA } from './packA';
import { packB } from './packB';
import {
  ACTIVATION,
  BIAS,
  BATCH_A,
  BATCH_B,
  BATCH_C,
  BLOCK_COLUMNS,
  BLOCK_ROWS,
  C_KIND,
  C_START,
  COLUMNS,
  DEPTH,
  INNER,
  LDC,
  OUT_HEIGHT,
  OUT_STEP_X,
  OUT_STEP_Y,
  OUT_WIDTH,
  OUT_X,
  OUT_Y,
  PANEL_A,
  PANEL_B,
  ROWS,
  SCRATCH_A,
  SCRATCH_B,
  SLOPE,
  SPLIT,
  GRID_HEIGHT,
  GRID_WIDTH,
} from './gemmArguments';

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
  for (let k = fromInner; k < toInner; k += DEPTH) {
    const depth = min(DEPTH, toInner - k);
    packB(args, address(args, BATCH_B) * batch, firstColumn, columns, k, depth, panelsB);
    packA(args, address(args, BATCH_A) * batch, firstRow, rows, k, depth, panelsA);
    const later = k > fromInner;
    for (let column = 0; column < columns; column += PANEL_B) {
      const b = panelsB + <usize>(column * depth * 4);
      for (let row = 0; row < rows; row += PANEL_A) {
        tile(
          panelsA + <usize>(row * depth * 4),
          b,
          depth,
          table + <usize>(row * 4),
          <usize>(column * 4),
          rows - row,
          columns - column,
          later,
        );
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
  if (bias != 0 || activation != 0)
    finish(args, table, rows, columns, bias != 0 ? bias + <usize>(firstColumn * 4) : 0, activation);
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

/** Four rows by eight columns of C. */
function tile(a: usize, b: usize, depth: i32, table: usize, offset: usize, rows: i32, columns: i32, later: bool): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = b + ((<usize>depth) << 5);
  // Not unrolled: Binaryen would mix the steps, and what they need together exceeds the sixteen registers.
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    a += 16;
    b += 32;
  }
  put(<usize>load<u32>(table) + offset, c00, c01, columns, later);
  if (rows > 1) put(<usize>load<u32>(table, 4) + offset, c10, c11, columns, later);
  if (rows > 2) put(<usize>load<u32>(table, 8) + offset, c20, c21, columns, later);
  if (rows > 3) put(<usize>load<u32>(table, 12) + offset, c30, c31, columns, later);
}

// @ts-ignore: decorator
@inline
function put(to: usize, left: v128, right: v128, columns: i32, later: bool): void {
  if (columns >= 8) {
    if (later) {
      left = f32x4.add(v128.load(to), left);
      right = f32x4.add(v128.load(to, 16), right);
    }
    v128.store(to, left);
    v128.store(to, right, 16);
    return;
  }
  putSome(to, left, right, columns, later);
}

function putSome(to: usize, left: v128, right: v128, columns: i32, later: bool): void {
  if (later) left = f32x4.add(loadSome(to, columns), left);
  storeSome(to, left, columns);
  if (columns <= 4) return;
  if (later) right = f32x4.add(loadSome(to + 16, columns - 4), right);
  storeSome(to + 16, right, columns - 4);
}

/** Adds the bias and applies the activation, while the block is still in the cache. */
function finish(args: usize, table: usize, rows: i32, columns: i32, bias: usize, activation: i32): void {
  const slope = f32x4.splat(float(args, SLOPE));
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    const to = <usize>load<u32>(table + <usize>(row * 4));
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>(column * 4);
      const some = columns - column;
      const offset = bias != 0 ? loadSome(bias + at, some) : zero;
      storeSome(to + at, activateVector(activation, f32x4.add(loadSome(to + at, some), offset), slope), some);
    }
  }
}
