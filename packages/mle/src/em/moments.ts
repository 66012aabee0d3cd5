import type { HostPoints } from '@latentkit/shared';

/** A run of the points, with a number for each of them and each component: its log-density, then its responsibility. */
export interface Block {
  readonly points: HostPoints;
  /** The first point. */
  readonly from: number;
  /** The point after the last. */
  readonly to: number;
  /** `[to − from, components]` */
  readonly table: Float64Array;
}

/**
 * What EM sums over the points x with their responsibilities r. About the means μ as they are, not about 0: nothing cancels,
 * wherever the data lie.
 */
export interface Moments {
  /** Σ r, `[components]` */
  readonly counts: Float64Array;
  /** Σ r (x − μ), `[components, size]` */
  readonly shifts: Float64Array;
  /** Σ r (x − μ)(x − μ)ᵀ, or as much of it as the structure needs; one for each component, or their sum. */
  readonly scatter: Float64Array;
}

/** How many points are taken at once: memory is bounded whatever their number, and the table stays in the cache. */
export const BLOCK = 256;

/** The block of points from `from` on. */
export function blockAt(points: HostPoints, from: number, table: Float64Array): Block {
  return { points, from, to: Math.min(points.count, from + BLOCK), table };
}

/** ln of what adds nothing to 1 in float64: a component that much less likely than another counts as not responsible. */
export const NEGLIGIBLE = -40;
