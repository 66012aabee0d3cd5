// The words of a product's arguments, and the sizes of its scratch. `src/wasm/engine/product.ts` fills them in.

/** How many of the inner dimension are laid out at a time. */
export const DEPTH: i32 = 256;
/** Rows of A in a panel. */
export const PANEL_A: i32 = 5;
/** Columns of B in a panel. */
export const PANEL_B: i32 = 8;

// Scratch: where the 260 rows of a block begin in C, the same of a tile at the edge and of one of zeros, the tile at the
// edge, where 265 positions lie, zeros, then the panels of 260 rows and those of 512 columns.
export const EDGE: usize = 1040;
export const NOTHING: usize = 1064;
export const EDGE_TILE: usize = 1088;
export const POSITIONS: usize = 1280;
export const ZEROS: usize = 5120;
export const SCRATCH_A: usize = 6144;
export const SCRATCH_B: usize = 6144 + 260 * 256 * 4;

export const ROWS: i32 = 0;
export const COLUMNS: i32 = 1;
export const INNER: i32 = 2;
export const A_KIND: i32 = 3;
export const A_START: i32 = 4;
export const LDA: i32 = 5;
export const B_KIND: i32 = 6;
export const B_START: i32 = 7;
export const LDB: i32 = 8;
export const C_KIND: i32 = 9;
export const C_START: i32 = 10;
export const LDC: i32 = 11;
export const BLOCK_ROWS: i32 = 12;
export const BLOCK_COLUMNS: i32 = 13;
/** How much of the inner dimension goes into one partial sum. */
export const SPLIT: i32 = 14;
export const BATCH_A: i32 = 15;
export const BATCH_B: i32 = 16;
export const BATCH_C: i32 = 17;
export const BIAS: i32 = 18;
export const ACTIVATION: i32 = 19;
export const SLOPE: i32 = 20;

// Patches: position (image, i, j) of a grid sees, through tap t, the pixel (i · stride + tapY, j · stride + tapX).
export const GRID_HEIGHT: i32 = 21;
export const GRID_WIDTH: i32 = 22;
export const HEIGHT: i32 = 23;
export const WIDTH: i32 = 24;
export const CHANNELS: i32 = 25;
export const STRIDE_Y: i32 = 26;
export const STRIDE_X: i32 = 27;
/** Address of three words for each tap: y, x, and which matrix of the filter it is multiplied by. */
export const TAPS: i32 = 28;
/** Values in one of the filter's matrices. */
export const FILTER_STEP: i32 = 29;

// C as a picture: row (image, i, j) goes to pixel (i · step + y, j · step + x).
export const OUT_HEIGHT: i32 = 30;
export const OUT_WIDTH: i32 = 31;
export const OUT_STEP_Y: i32 = 32;
export const OUT_STEP_X: i32 = 33;
export const OUT_Y: i32 = 34;
export const OUT_X: i32 = 35;
