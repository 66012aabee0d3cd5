/** A covariance without an inverse, so that no density can be had of it. The message says of what, and how to go on. */
export class SingularCovarianceError extends Error {
  /** Always `'SingularCovarianceError'`. */
  override readonly name = 'SingularCovarianceError';
}
