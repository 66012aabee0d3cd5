/** A covariance matrix that is not positive definite, so that its Gaussian has no density. */
export class SingularCovarianceError extends Error {
  override readonly name = 'SingularCovarianceError';
}
