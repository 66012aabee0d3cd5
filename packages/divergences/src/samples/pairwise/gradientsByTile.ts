import { add, clone, concat, type Scalar, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { nestedGradients } from './nestedGradients.ts';
import { type Run, runs, take } from './tiles.ts';

/** What one tile adds: of some x with some y, and where these are. */
export type Tile = (x: Tensor2D, y: Tensor2D, rows: Run, columns: Run) => Scalar;

/** The tiles of a matrix, or those of a symmetric one that are not below its diagonal. */
export function tilesOf(n: number, m: number, size: number, symmetric: boolean): (readonly [Run, Run])[] {
  return runs(n, size).flatMap((rows) =>
    runs(m, size)
      .filter(([begin]) => !symmetric || begin >= rows[0])
      .map((columns) => [rows, columns] as const),
  );
}

/** The tile where the samples are compared with themselves is called with one and the same tensor. */
export function onTile(tile: Tile, x: Tensor2D, y: Tensor2D | undefined, rows: Run, columns: Run): Scalar {
  const row = take(x, rows);
  return tile(row, isOwn(y, rows, columns) ? row : take(y ?? x, columns), rows, columns);
}

/**
 * The gradients of a sum over all tiles by x, and by y where there is one: of one tile after the other, each of which is
 * computed anew.
 *
 * @param y nothing where x is compared with itself; `tile` then has to count the tiles off the diagonal twice
 */
export function gradientsByTile(tile: Tile, x: Tensor2D, y: Tensor2D | undefined, size: number): Tensor[] {
  const byX = new Map<number, Tensor>();
  const byY = y ? new Map<number, Tensor>() : byX;
  /** What has been found for these samples, with what is new: a tensor of its own, whatever tensors gradients share. */
  const summed = (sums: Map<number, Tensor>, [begin]: Run, gradient: Tensor) => {
    const sum = sums.get(begin);
    return sum ? add(sum, gradient) : clone(gradient);
  };
  const note = (sums: Map<number, Tensor>, [begin]: Run, sum: Tensor) => {
    sums.get(begin)?.dispose();
    sums.set(begin, sum);
  };
  for (const [rows, columns] of tilesOf(x.shape[0], (y ?? x).shape[0], size, !y)) {
    const f = (a: Tensor, b: Tensor = a) => tile(a as Tensor2D, b as Tensor2D, rows, columns);
    const at = () => [take(x, rows), ...(isOwn(y, rows, columns) ? [] : [take(y ?? x, columns)])];
    const [byRows, byColumns] = tidy(() => {
      const [ofRows, ofColumns] = nestedGradients(f, at());
      return [summed(byX, rows, ofRows!), ofColumns && summed(byY, columns, ofColumns)] as [Tensor, Tensor?];
    });
    note(byX, rows, byRows);
    if (byColumns) note(byY, columns, byColumns);
  }
  return (y ? [byX, byY] : [byX]).map((sums) => concat([...sums.values()], 0));
}

function isOwn(y: Tensor2D | undefined, [row]: Run, [column]: Run): boolean {
  return y === undefined && row === column;
}
