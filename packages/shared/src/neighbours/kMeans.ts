import type { Pause } from '../eventLoop.ts';
import type { HostPoints } from './hostPoints.ts';

/** So many points are assigned between pauses. */
const BLOCK = 256;
/** How often means are moved at most: a start need not be the best. */
const MOVES = 5;

/** Means, and whose they are. */
export interface Clusters {
  /** `[clusters, size]` */
  readonly means: Float64Array;
  /** The nearest mean of each point. */
  readonly nearest: Int32Array;
}

/**
 * k-means from k-means++ seeds: each is a point, drawn with a probability proportional to its squared distance from the
 * seeds before it. Then each mean moves to the middle of the points nearest to it, five times at most.
 *
 * @param draws uniform numbers in [0, 1), one for each cluster, by which the seeds are drawn
 *
 * Arthur & Vassilvitskii: k-means++, the advantages of careful seeding. SODA 2007.
 */
export async function kMeans(points: HostPoints, draws: ArrayLike<number>, pause: Pause): Promise<Clusters> {
  const { count, size } = points;
  const clusters = draws.length;
  const means = new Float64Array(clusters * size);
  const distances = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const nearest = new Int32Array(count);
  let [total, seed] = [0, Math.floor(draws[0]! * count)];
  for (let k = 0; k < clusters; k++) {
    if (k > 0) seed = total > 0 ? pick(distances, draws[k]! * total) : Math.floor(draws[k]! * count);
    for (let j = 0; j < size; j++) means[k * size + j] = points.values[seed * size + j]!;
    total = 0;
    for (let i = 0; i < count; i++) {
      const distance = distanceBelow(points, i, means, k, distances[i]!);
      if (distance < distances[i]!) {
        distances[i] = distance;
        nearest[i] = k;
      }
      total += distances[i]!;
    }
    await pause();
  }
  for (let move = 0; move < MOVES; move++) {
    moveToMiddles(points, means, nearest);
    if (!(await assign(points, means, nearest, pause))) break;
  }
  moveToMiddles(points, means, nearest);
  return { means, nearest };
}

/** The point where the running sum of the distances passes `target`. */
function pick(distances: Float64Array, target: number): number {
  let [sum, last] = [0, 0];
  for (let i = 0; i < distances.length; i++) {
    if (distances[i] === 0) continue;
    sum += distances[i]!;
    last = i;
    if (sum > target) break;
  }
  return last;
}

/** Finds the nearest mean of every point. Returns whether any is another than before. */
async function assign(points: HostPoints, means: Float64Array, nearest: Int32Array, pause: Pause): Promise<boolean> {
  let changed = 0;
  for (let from = 0; from < points.count; from += BLOCK) {
    changed += assignBlock(points, from, Math.min(points.count, from + BLOCK), means, nearest);
    const turn = pause();
    if (turn) await turn;
  }
  return changed > 0;
}

function assignBlock(points: HostPoints, from: number, to: number, means: Float64Array, nearest: Int32Array): number {
  const clusters = means.length / points.size;
  let changed = 0;
  for (let i = from; i < to; i++) {
    const before = nearest[i]!;
    let [found, lowest] = [before, distanceBelow(points, i, means, before, Number.POSITIVE_INFINITY)];
    for (let k = 0; k < clusters; k++) {
      if (k === before) continue;
      const distance = distanceBelow(points, i, means, k, lowest);
      if (distance < lowest) {
        lowest = distance;
        found = k;
      }
    }
    nearest[i] = found;
    if (found !== before) changed++;
  }
  return changed;
}

/** Each mean to the middle of its points; one without points stays. */
function moveToMiddles({ values, count, size }: HostPoints, means: Float64Array, nearest: Int32Array): void {
  const sums = new Float64Array(means.length);
  const counts = new Float64Array(means.length / size);
  for (let i = 0; i < count; i++) {
    const k = nearest[i]!;
    counts[k]!++;
    for (let j = 0; j < size; j++) sums[k * size + j]! += values[i * size + j]!;
  }
  for (let at = 0; at < means.length; at++) {
    const points = counts[Math.floor(at / size)]!;
    if (points > 0) means[at] = sums[at]! / points;
  }
}

/** The squared distance of a point from a mean, or something above `limit` where it is above. */
function distanceBelow({ values, size }: HostPoints, i: number, means: Float64Array, k: number, limit: number): number {
  let sum = 0;
  for (let j = 0, at = i * size, mean = k * size; j < size; ) {
    // Most means are too far away after a few features: no need to look at all of them.
    for (const end = Math.min(size, j + 32); j < end; j++) {
      const difference = values[at + j]! - means[mean + j]!;
      sum += difference * difference;
    }
    if (sum > limit) return sum;
  }
  return sum;
}
