import type { Pause } from '../eventLoop.ts';
import { type Estimates, eachQuery } from './eachQuery.ts';
import { type HostPoints, squaredDistance } from './hostPoints.ts';

/**
 * Calls `visit` for every query that lies nearer to a point than that point's radius; exact, as `nearestNeighbours`.
 *
 * @param squaredRadii one for each point
 * @param pause as that of `eachQuery`
 */
export async function pairsWithin(
  queries: HostPoints,
  points: HostPoints,
  squaredRadii: Float64Array,
  visit: (query: number, point: number) => void,
  pause?: Pause,
): Promise<void> {
  const visitNear = (query: number, { squared, error }: Estimates) => {
    for (let i = 0; i < points.count; i++) {
      const radius = squaredRadii[i]!;
      if (squared[i]! - error[i]! >= radius) continue;
      if (squared[i]! + error[i]! < radius || squaredDistance(queries, query, points, i) < radius) visit(query, i);
    }
  };
  await eachQuery(queries, points, visitNear, pause);
}
