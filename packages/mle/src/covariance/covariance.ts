import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Block, Moments } from '../em/moments.ts';

/**
 * Covariances by their modified Cholesky factors, one for each component or one for all:
 *
 *   (I − B) Σ (I − B)ᵀ = diag(v),   B strictly lower triangular, v > 0
 *
 * Any such B and v are a covariance, which is what gradient descent needs. And they can be read: feature j is predicted
 * from those before it with the coefficients in row j of B, and v_j is the variance that is left over.
 */
export interface Factors<T> {
  /** v: `[K, d]`; `[K, 1]` where it is the same for all features, `[1, d]` where for all components. */
  readonly variances: T;
  /** B, where the structure has one: `[K, d, d]` or `[1, d, d]`. What is not below the diagonal counts as 0. */
  readonly coefficients?: T;
}

/** A covariance's part in the log-density and in drawing, in tensors. K components, n points, d features. */
export interface DeviceCovariance {
  /** The shapes of its factors. */
  shapes(components: number, size: number): Factors<readonly number[]>;
  /** `diag(v)^−½ (I − B)` times each difference `[K, n, d]`: its squared length is then the Mahalanobis distance. */
  whiten(differences: Tensor3D, factors: Factors<Tensor>): Tensor3D;
  /** ln det Σ: `[K, 1]`, or `[1, 1]` where all share one. */
  logDeterminants(factors: Factors<Tensor>, size: number): Tensor2D;
  /** Standard normal noise `[n, d]` made into that of the components chosen, one-hot in `chosen` `[n, K]`. */
  colour(noise: Tensor2D, chosen: Tensor2D, factors: Factors<Tensor>): Tensor2D;
  /** The covariances themselves: `[K]` spherical, `[K, d]` diagonal, `[d, d]` tied, `[K, d, d]` full. */
  covariances(factors: Factors<Tensor>): Tensor;
}

/** A covariance's part in expectation maximisation, in float64 on the host. */
export interface HostCovariance {
  /** How the scatter is kept: so many matrices of so many numbers. */
  scatter(components: number, size: number): { readonly matrices: number; readonly length: number };
  /** ln det Σ of each component. */
  logDeterminants(factors: Factors<Float64Array>, components: number, size: number): Float64Array;
  /**
   * Writes `offset_k − ½ (Mahalanobis distance)` of every point of a block and every component into the block's table; or
   * −Infinity once that is sure to be further below another of the point's than `NEGLIGIBLE`.
   */
  logJoint(block: Block, means: Float64Array, factors: Factors<Float64Array>, offsets: Float64Array): void;
  /** Adds a block, whose table has the responsibilities, to the shifts and the scatter. */
  accumulate(block: Block, means: Float64Array, moments: Moments): void;
  /**
   * The M-step: factors of scatter / count − shift shiftᵀ + floor I, of all components but those that `skipped` marks. Or,
   * where it is no more than what rounding leaves (`tiny`, for each feature), the covariance has no inverse.
   *
   * @param moments their shifts have been divided by the counts
   * @returns the first matrix without an inverse, or −1
   */
  estimate(
    moments: Moments,
    skipped: Uint8Array,
    floor: number,
    tiny: Float64Array,
    factors: Factors<Float64Array>,
  ): number;
  /** The factors of covariances laid out as `DeviceCovariance.covariances` gives them. Returns what `estimate` does. */
  factorize(covariances: ArrayLike<number>, size: number, factors: Factors<Float64Array>): number;
}

/** What a covariance may look like, as a value: `spherical`, `diagonal`, `tied` or `full`. */
export interface Covariance {
  /** Its name, such as `diagonal`. */
  readonly name: string;
  /** How many free numbers it takes. */
  parameterCount(components: number, size: number): number;
  /** Its log-density and samples, in tensors. */
  readonly device: DeviceCovariance;
  /** Its M-step, on the host. */
  readonly host: HostCovariance;
}
