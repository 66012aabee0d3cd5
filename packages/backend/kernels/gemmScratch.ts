// The sizes of a product's panels and of its scratch.

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
