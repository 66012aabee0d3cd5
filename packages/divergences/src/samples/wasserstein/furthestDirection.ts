import type { Key } from '@latentkit/random';
import {
  abs,
  add,
  argMax,
  customGrad,
  div,
  divNoNan,
  gather,
  greater,
  matMul,
  max,
  mul,
  pow,
  reshape,
  sign,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tidy,
  topk,
  where,
  zeros,
} from '@tensorflow/tfjs-core';
import { type CommonGrid, commonGrid } from './commonGrid.ts';
import { powerMean } from './powerMean.ts';
import { wassersteinAlong } from './slicedWasserstein.ts';
import { unitDirections, unitRows } from './unitDirections.ts';

/** How the direction is looked for. */
export interface AscentOptions {
  readonly key: Key;
  readonly projections: number;
  readonly iterations: number;
  readonly order: number;
}

/** A direction `[1, d]`, the distance seen along it `[1]`, and where it gets larger `[1, d]`. */
type View = { readonly direction: Tensor2D; readonly distance: Tensor1D; readonly slope: Tensor2D };

/**
 * The direction `[1, d]` along which x and y are furthest apart, as far as it is found; a constant to the gradient.
 *
 * By the envelope theorem the gradient of a smooth maximum is that at the maximiser held fixed, so no tape of the search is
 * kept: inside a custom gradient tfjs records nothing. Hence the slope by hand.
 */
export function furthestDirection(x: Tensor2D, y: Tensor2D, options: AscentOptions): Tensor2D {
  const search = customGrad((...inputs) => {
    const [x, y] = inputs as unknown as [Tensor2D, Tensor2D];
    const [shapeOfX, shapeOfY] = [x.shape, y.shape];
    return { value: ascend(x, y, options), gradFunc: () => [zeros(shapeOfX), zeros(shapeOfY)] };
  });
  return search(x, y) as Tensor2D;
}

/** From the best of some random directions upwards, on the sphere. A step that leads down is not taken, and halved. */
function ascend(x: Tensor2D, y: Tensor2D, { key, projections, iterations, order }: AscentOptions): Tensor2D {
  const grid = commonGrid(x.shape[0], y.shape[0]);
  const look = (direction: Tensor2D) => tidy(() => viewAlong(direction, x, y, order, grid));
  const candidates = unitDirections(key, projections, x.shape[1]);
  const best = reshape(argMax(wassersteinAlong(candidates, x, y, order)), [1]);
  let state = { ...look(gather(candidates, best)), step: tensor1d([0.5]) };
  for (let i = 0; i < iterations; i++) {
    const { step, ...here } = state;
    state = tidy(() => {
      const there = look(unitRows(add(here.direction, mul(here.slope, step))));
      const higher = greater(there.distance, here.distance);
      const better = <T extends Tensor>(a: T, b: T) => where(higher, a, b);
      return {
        direction: better(there.direction, here.direction),
        distance: better(there.distance, here.distance),
        slope: better(there.slope, here.slope),
        step: better(step, div(step, 2)),
      };
    });
  }
  return state.direction;
}

/**
 * The slope is that of log W along the sphere, which does not depend on the scale of the data:
 *
 *   ∇W / W − θ,  ∇W ∝ Σ wₖ |δₖ|^(order−1) sign δₖ · (x₍ₖ₎ − y₍ₖ₎),  δₖ = θ·(x₍ₖ₎ − y₍ₖ₎),  ∇W·θ = W
 */
function viewAlong(direction: Tensor2D, x: Tensor2D, y: Tensor2D, order: number, grid: CommonGrid): View {
  const [ofX, ofY] = [
    { points: x, pieces: grid.first },
    { points: y, pieces: grid.second },
  ].map(({ points, pieces }) => {
    const order = topk(reshape(matMul(direction, points, false, true), [-1]), points.shape[0]).indices;
    return gather(points, gather(order, tensor1d(pieces, 'int32')));
  }) as [Tensor2D, Tensor2D];
  const difference: Tensor2D = sub(ofX, ofY);
  const along: Tensor2D = matMul(direction, difference, false, true);
  const weights = tensor1d(grid.weights);
  const size = abs(along);
  const pull = mul(mul(weights, sign(along)), pow(divNoNan(size, max(size)), order - 1));
  const uphill: Tensor2D = matMul(pull, difference);
  const share = divNoNan(uphill, sum(mul(uphill, direction)));
  return { direction, distance: powerMean(along, order, weights), slope: sub(share, direction) };
}
