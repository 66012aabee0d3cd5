import { makePause } from '@latentkit/shared';
import { matMul, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { aroundTheirCenter, type Centered, errorOfProducts } from './aroundTheirCenter.ts';

/** Points on the host, `count` times `size` numbers, row by row. */
export interface HostPoints {
  readonly values: Float32Array;
  readonly count: number;
  readonly size: number;
}

/** For each query so many neighbours, nearest first. */
export interface Neighbours {
  /** Which points they are: `[queries, neighbours]`, row by row. */
  readonly indices: Int32Array;
  /** How far they are: likewise. */
  readonly squaredDistances: Float64Array;
}

/** As many products are held at a time: 16 MiB. */
const blockSize = 2 ** 22;

/**
 * The nearest of `points` to each of `queries`; exact, distances in float64, the same on every backend.
 *
 * The distance of a query to every point, computed with a product of matrices, ‖x‖² + ‖y‖² − 2 x·y, is fast, but loses in
 * float32 the very digits that tell near neighbours apart. So it only says which points cannot be near, its error taken
 * into account; of the others, few, the distance is computed in float64. The memory is that of the points and one block.
 *
 * @param others whether the queries are the points, and no point is its own neighbour
 */
export async function nearestNeighbours(
  queries: HostPoints,
  points: HostPoints,
  neighbours: number,
  { others = false } = {},
): Promise<Neighbours> {
  const { size } = points;
  const [x, y] = aroundTheirCenter(queries, points) as [Centered, Centered];
  const { relative, absolute } = errorOfProducts(size);
  const indices = new Int32Array(queries.count * neighbours);
  const squaredDistances = new Float64Array(queries.count * neighbours).fill(Number.POSITIVE_INFINITY);
  const rows = Math.max(1, Math.floor(blockSize / points.count));
  const right = tensor2d(y.values, [points.count, size]);
  const pause = makePause();
  try {
    for (let from = 0; from < queries.count; from += rows) {
      const to = Math.min(from + rows, queries.count);
      const block = x.values.subarray(from * size, to * size);
      const productsOfBlock = tidy(() => matMul(tensor2d(block, [to - from, size]), right, false, true));
      const products = (await productsOfBlock.data()) as Float32Array;
      productsOfBlock.dispose();
      for (let i = from; i < to; i++) search(i, products.subarray((i - from) * points.count));
      await pause();
    }
  } finally {
    right.dispose();
  }
  return { indices, squaredDistances };

  function search(query: number, products: Float32Array): void {
    const [norms, norm, count] = [y.norms, x.norms[query]!, points.count];
    const except = others ? query : -1;
    const last = (query + 1) * neighbours - 1;
    let worst = Number.POSITIVE_INFINITY;
    for (let i = 0; i < count; i++) {
      const sum = norm + norms[i]!;
      // (‖x‖ + ‖y‖)² − 2 (‖x‖ ‖y‖ + x·y), less what both may be wrong by.
      const atLeast = sum * sum * (1 - relative) - 2 * (norm * norms[i]! + products[i]!) - absolute;
      if (atLeast >= worst || i === except) continue;
      const squared = squaredDistance(query, i);
      if (squared >= squaredDistances[last]!) continue;
      insert(squared, i, query * neighbours, last);
      worst = squaredDistances[last]! / x.scale ** 2;
    }
  }

  function squaredDistance(query: number, point: number): number {
    const [a, b] = [query * size, point * size];
    let total = 0;
    for (let i = 0; i < size; i++) {
      const difference = queries.values[a + i]! - points.values[b + i]!;
      total += difference * difference;
    }
    return total;
  }

  /** Puts a neighbour in its place between first and last, which falls out. */
  function insert(squared: number, point: number, first: number, last: number): void {
    let place = last;
    for (; place > first && squaredDistances[place - 1]! > squared; place--) {
      squaredDistances[place] = squaredDistances[place - 1]!;
      indices[place] = indices[place - 1]!;
    }
    squaredDistances[place] = squared;
    indices[place] = point;
  }
}
