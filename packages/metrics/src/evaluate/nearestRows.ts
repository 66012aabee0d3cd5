import { type HostPoints, nearestNeighbours, type Pause } from '@latentkit/shared';

/** The real example nearest to each sample, to see what was learned by heart. */
export interface NearestRows {
  /** Which one it is, `[count]`. */
  readonly indices: Int32Array;
  /** How far it is, `[count]`, in units of the features. */
  readonly distances: Float64Array;
  /** The median of the distances. */
  readonly median: number;
  /** The median distance of a real example to the nearest other one, for comparison. */
  readonly realMedian: number;
  /**
   * The share of samples that are further from the nearest real example than that one is from the nearest other: authenticity
   * (Alaa et al. 2022, https://arxiv.org/abs/2102.08921). 0 for copies; for other draws of the same distribution a half, of many features more.
   */
  readonly authenticity: number;
}

/** Exact, in float64. */
export async function nearestRows(real: HostPoints, generated: HostPoints, pause: Pause): Promise<NearestRows> {
  const found = await nearestNeighbours(generated, real, 1, { pause });
  const others = await nearestNeighbours(real, real, 1, { others: true, pause });
  const { indices, squaredDistances } = found;
  const authentic = indices.reduce(
    (sum, one, i) => sum + (squaredDistances[i]! > others.squaredDistances[one]! ? 1 : 0),
    0,
  );
  const distances = squaredDistances.map(Math.sqrt);
  return {
    indices,
    distances,
    median: medianOf(distances),
    realMedian: medianOf(others.squaredDistances.map(Math.sqrt)),
    authenticity: authentic / generated.count,
  };
}

function medianOf(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
