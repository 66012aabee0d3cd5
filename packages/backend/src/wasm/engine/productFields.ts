/**
 * The words of a product's arguments: where each lies. `kernels/build.mjs` makes the constants that the kernel reads them
 * by from this, so another field is another line.
 */
export const fields = {
  /** Rows of A, and of C. */
  rows: 0,
  /** Columns of B, and of C. */
  columns: 1,
  /** Columns of A, and rows of B. */
  inner: 2,
  /** How A is read: `left` of `productShape.ts`. */
  aKind: 3,
  /** Address of A. */
  aStart: 4,
  /** Values from one row of A to the next. */
  lda: 5,
  /** How B is read: `right` of `productShape.ts`. */
  bKind: 6,
  /** Address of B. */
  bStart: 7,
  /** Values from one row of B to the next. */
  ldb: 8,
  /** 0 where C is a matrix, 1 where its rows are pixels of a picture. */
  cKind: 9,
  /** Address of C. */
  cStart: 10,
  /** Values from one row of C to the next. */
  ldc: 11,
  /** Rows of a block. */
  blockRows: 12,
  /** Columns of a block. */
  blockColumns: 13,
  /** How much of the inner dimension goes into one partial sum. */
  split: 14,
  /** Bytes from one A of a batch to the next. */
  batchA: 15,
  /** Bytes from one B of a batch to the next. */
  batchB: 16,
  /** Bytes from one C of a batch to the next. */
  batchC: 17,
  /** Address of a number for each column; 0 for none. */
  bias: 18,
  /** As numbered in `activations.ts`. */
  activation: 19,
  /** The slope of a leaky ReLU, as a float. */
  slope: 20,
  /** Patches: position (image, i, j) of a grid sees, through tap t, pixel (i · strideY + y[t], j · strideX + x[t]). */
  gridHeight: 21,
  /** Positions in a line of the grid. */
  gridWidth: 22,
  /** Height of the picture that the patches are of. */
  height: 23,
  /** Width of that picture. */
  width: 24,
  /** Values of a pixel. */
  channels: 25,
  /** Pixels from one line of positions to the next. */
  strideY: 26,
  /** Pixels from one position to the next. */
  strideX: 27,
  /** Address of three words for each tap: y, x, and which matrix of the filter it is multiplied by. */
  taps: 28,
  /** Values in one of the filter's matrices. */
  filterStep: 29,
  /** C as a picture: row (image, i, j) becomes pixel (i · outStepY + outY, j · outStepX + outX). */
  outHeight: 30,
  /** Width of the picture that C is. */
  outWidth: 31,
  /** Pixels from one line of the grid to the next. */
  outStepY: 32,
  /** Pixels from one position of the grid to the next. */
  outStepX: 33,
  /** Line of the first pixel. */
  outY: 34,
  /** Column of the first pixel. */
  outX: 35,
} as const;
