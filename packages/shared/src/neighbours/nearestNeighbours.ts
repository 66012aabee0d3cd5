import { makePause } from '../eventLoop.ts';
import { type Estimates, eachQuery } from './eachQuery.ts';
import { type HostPoints, squaredDistance } from './hostPoints.ts';

/** For each query so many neighbours, nearest first. */
export interface Neighbours {
  /** Which points they are: `[queries, neighbours]`, row by row. */
  readonly indices: Int32Array;
  /** How far they are: likewise. */
  readonly squaredDistances: Float64Array;
}

/**
 * The nearest of `points` to each of `queries`; exact, distances in float64, the same on every backend.
 *
 * @param others whether the queries are the points, and no point is its own neighbour
 * @param pause as that of `eachQuery`
 */
export async function nearestNeighbours(
  queries: HostPoints,
  points: HostPoints,
  neighbours: number,
  { others = false, pause = makePause() } = {},
): Promise<Neighbours> {
  const indices = new Int32Array(queries.count * neighbours);
  const squaredDistances = new Float64Array(queries.count * neighbours).fill(Number.POSITIVE_INFINITY);
  const visit = (query: number, { squared, error }: Estimates) => {
    const except = others ? query : -1;
    const last = (query + 1) * neighbours - 1;
    for (let i = 0; i < points.count; i++) {
      if (squared[i]! - error[i]! >= squaredDistances[last]! || i === except) continue;
      const exact = squaredDistance(queries, query, points, i);
      if (exact < squaredDistances[last]!) insert(exact, i, query * neighbours, last);
    }
  };
  await eachQuery(queries, points, visit, pause);
  return { indices, squaredDistances };

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
