/** How the left matrix is read: as rows, turned, as the patches of pictures, or as these turned. */
export const left = { rows: 0, turned: 1, patches: 2, patchesTurned: 3 } as const;
/** How the right matrix is read: as rows, turned, or as a filter seen backwards. */
export const right = { rows: 0, turned: 1, filter: 2 } as const;

/** Which pixels the positions of a grid see: see `productFields.ts`. */
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
  /** The address of the bias, one number for each column; 0 for none. */
  readonly bias: number;
  /** As numbered in `kernels/activations.ts`. */
  readonly activation: number;
  readonly slope: number;
}

/** Nothing is done to it. */
export const plain: Epilogue = { bias: 0, activation: 0, slope: 0 };

/** How a matrix is read, where it begins, the length of a row in values, and bytes from one of a batch to the next. */
export interface Side {
  readonly kind: number;
  readonly at: number;
  readonly width: number;
  readonly step: number;
}

/** A matrix of which there is one. */
export const side = (kind: number, at: number, width = 0): Side => ({ kind, at, width, step: 0 });

/** All of it is always given, in this order: what is called this often is fast only if it always looks the same. */
export interface Product {
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
  readonly a: Side;
  readonly b: Side;
  /** The address of the result. */
  readonly c: number;
  readonly batch: number;
  /** How much of the inner dimension goes into one partial result. */
  readonly split: number;
  readonly patches: Patches | undefined;
  readonly placement: Placement | undefined;
  readonly epilogue: Epilogue;
}
