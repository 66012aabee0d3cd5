import { withoutDiagonal } from '@latentkit/shared';
import {
  add,
  customGrad,
  mul,
  type Scalar,
  scalar,
  sum,
  type Tensor,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import { gradientsByTile, onTile, type Tile, tilesOf } from './gradientsByTile.ts';
import type { PairFunction } from './pairFunction.ts';

/**
 * Σᵢⱼ f(xᵢ, yⱼ), tile by tile: a few matrices of `size` by `size` are all that is held, here and for the gradient, which
 * computes each tile once more.
 */
export function sumOfPairs(x: Tensor2D, y: Tensor2D, { of }: PairFunction, size: number): Scalar {
  return sumOfTiles((a, b) => sum<Scalar>(of(a, b)), x, y, size);
}

/**
 * Σᵢⱼ f(xᵢ, xⱼ) likewise, where of two tiles that mirror each other only one is computed.
 *
 * @param diagonal whether a sample counts with itself
 */
export function sumOfOwnPairs(x: Tensor2D, { of }: PairFunction, size: number, diagonal: boolean): Scalar {
  const tile: Tile = (a, b, [row], [column]) => {
    if (row !== column) return mul(sum(of(a, b)), 2);
    return sum(diagonal ? of(a, b) : withoutDiagonal(of(a, b)));
  };
  return sumOfTiles(tile, x, undefined, size);
}

function sumOfTiles(tile: Tile, x: Tensor2D, y: Tensor2D | undefined, size: number): Scalar {
  const tiles = tilesOf(x.shape[0], (y ?? x).shape[0], size, !y);
  const total = (a: Tensor2D, b?: Tensor2D) =>
    tiles.reduce((sum, [rows, columns]) => {
      const next = tidy(() => add<Scalar>(sum, onTile(tile, a, b, rows, columns)));
      sum.dispose();
      return next;
    }, scalar(0));
  return customGrad((...inputs) => {
    const save = inputs.pop() as (tensors: Tensor[]) => void;
    const [a, b] = inputs as [Tensor2D, Tensor2D?];
    save(inputs as Tensor[]);
    return {
      value: total(a, b),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [a, b] = saved as [Tensor2D, Tensor2D?];
        return gradientsByTile(tile, a, b, size).map((gradient) => mul(gradient, dy));
      },
    };
  })(...(y ? [x, y] : [x])) as Scalar;
}
