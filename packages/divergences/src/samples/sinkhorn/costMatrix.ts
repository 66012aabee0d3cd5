import { logSumExpOfRows } from '@latentkit/backend';
import { add, concat, logSumExp, mul, slice, stack, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { type Run, runs, take } from '../pairwise/tiles.ts';
import type { Cost } from './costs.ts';

/** The costs from every x to every y. */
export interface CostMatrix {
  readonly rows: readonly Run[];
  readonly columns: readonly Run[];
  /** A part of it, made anew unless it is the whole. */
  tile(rows: Run, columns: Run): Tensor2D;
  /** The whole, where it is no larger than a tile: then it is made once. The caller's to dispose. */
  readonly whole?: Tensor2D;
}

/** Nothing is computed yet, unless all is one tile. */
export function costMatrix(x: Tensor2D, y: Tensor2D, { of }: Cost, size: number): CostMatrix {
  const [rows, columns] = [runs(x.shape[0], size), runs(y.shape[0], size)];
  if (rows.length === 1 && columns.length === 1) {
    const whole = tidy(() => of(x, y));
    return { rows, columns, whole, tile: () => whole };
  }
  const tile = (row: Run, column: Run) => {
    const part = take(x, row);
    return of(part, x === y && row[0] === column[0] ? part : take(y, column));
  };
  return { rows, columns, tile };
}

/**
 * The best potential of x for one of y, half an iteration of Sinkhorn's algorithm:
 *
 *   fᵢ = −ε log 1/m Σⱼ exp((gⱼ − Cᵢⱼ) / ε)
 */
export function softMinimum({ rows, columns, tile }: CostMatrix, potential: Tensor1D, epsilon: number): Tensor1D {
  return tidy(() => {
    const offsets = add<Tensor1D>(mul(potential, 1 / epsilon), -Math.log(potential.size));
    const logarithms = rows.map((row) =>
      tidy(() => {
        const parts = columns.map((column) =>
          tidy(() => logSumExpOfRows(tile(row, column), slice(offsets, ...column), -1 / epsilon)),
        );
        return parts.length === 1 ? parts[0]! : logSumExp<Tensor1D>(stack(parts), 0);
      }),
    );
    return mul(concat(logarithms), -epsilon);
  });
}
