import type { Covariance, Factors } from '../covariance/covariance.ts';

/** The parameters of a mixture on the host, in float64. EM changes them in place. */
export interface HostMixture {
  readonly covariance: Covariance;
  readonly components: number;
  readonly size: number;
  /** `[components]`, above 0, their sum 1 */
  readonly weights: Float64Array;
  /** `[components, size]` */
  readonly means: Float64Array;
  readonly factors: Factors<Float64Array>;
}

/** A mixture with room for its parameters, all of them 0 as yet. */
export function emptyMixture(covariance: Covariance, components: number, size: number): HostMixture {
  const { variances, coefficients } = covariance.device.shapes(components, size);
  const zeros = (shape: readonly number[]) => new Float64Array(shape.reduce((product, length) => product * length, 1));
  return {
    covariance,
    components,
    size,
    weights: new Float64Array(components),
    means: zeros([components, size]),
    factors: { variances: zeros(variances), ...(coefficients && { coefficients: zeros(coefficients) }) },
  };
}

/** A copy that stays as it is while the mixture is fitted on. */
export function copyMixture(mixture: HostMixture): HostMixture {
  const { variances, coefficients } = mixture.factors;
  return {
    ...mixture,
    weights: mixture.weights.slice(),
    means: mixture.means.slice(),
    factors: { variances: variances.slice(), ...(coefficients && { coefficients: coefficients.slice() }) },
  };
}
