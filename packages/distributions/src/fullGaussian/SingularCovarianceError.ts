/** A covariance matrix without an inverse, so that its Gaussian has no density. The message says of what, and how to go on. */
export class SingularCovarianceError extends Error {
  /** Always `'SingularCovarianceError'`. */
  override readonly name = 'SingularCovarianceError';
}
