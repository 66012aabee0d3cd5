/** Lays out rows of A in panels: five rows, side by side, for each of the inner dimension. */
import { address, loadSome, word } from './lanes';
import { PANEL_A } from './gemmScratch';
import { A_KIND, A_START, LDA } from './productFields.generated';
import { packPatches } from './packPatches';
import { packPatchesTransposed } from './packPatchesTransposed';
import { transpose5 } from './transpose5';

export function packA(
  args: usize,
  batch: usize,
  firstRow: i32,
  rows: i32,
  k: i32,
  depth: i32,
  scratch: usize,
  to: usize,
): void {
  const kind = word(args, A_KIND);
  const a = address(args, A_START) + batch;
  if (kind == 0) packRows(a, word(args, LDA), firstRow, rows, k, depth, to);
  else if (kind == 1) packTransposed(a, word(args, LDA), firstRow, rows, k, depth, to);
  else if (kind == 2) packPatches(args, rows, k, depth, scratch, to);
  else packPatchesTransposed(args, a, firstRow, rows, k, depth, to);
}

/** A is [rows, inner]. */
function packRows(a: usize, lda: i32, firstRow: i32, rows: i32, k: i32, depth: i32, to: usize): void {
  const step = <usize>lda * 4;
  let row = a + (<usize>firstRow * <usize>lda + <usize>k) * 4;
  for (let i = 0; i < rows; i += PANEL_A) {
    const left = rows - i;
    // Rows that are not there repeat the first: what comes of them is not stored.
    transpose5(
      row,
      left > 1 ? row + step : row,
      left > 2 ? row + 2 * step : row,
      left > 3 ? row + 3 * step : row,
      left > 4 ? row + 4 * step : row,
      depth,
      to,
    );
    to += <usize>depth * 20;
    row += 5 * step;
  }
}

/** A is [inner, rows]. */
function packTransposed(a: usize, lda: i32, firstRow: i32, rows: i32, k: i32, depth: i32, to: usize): void {
  const step = <usize>lda * 4;
  const start = a + (<usize>k * <usize>lda + <usize>firstRow) * 4;
  for (let i = 0; i < rows; i += PANEL_A) {
    let from = start + <usize>i * 4;
    const some = rows - i;
    if (some >= PANEL_A) {
      for (let p = 0; p < depth; p++) {
        v128.store(to, v128.load(from));
        store<f32>(to, load<f32>(from, 16), 16);
        from += step;
        to += 20;
      }
    } else {
      for (let p = 0; p < depth; p++) {
        v128.store(to, loadSome(from, some));
        store<f32>(to, 0, 16);
        from += step;
        to += 20;
      }
    }
  }
}
