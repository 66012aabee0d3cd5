import {
  add,
  argMax,
  concat,
  logSoftmax,
  logSumExp,
  mul,
  reshape,
  slice,
  softmax,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import type { Covariance, Factors } from '../covariance/covariance.ts';

/** The parameters of a mixture as tensors. */
export interface MixtureTensors {
  /** Weights as logits, `[K]` */
  readonly logits: Tensor1D;
  /** `[K, d]` */
  readonly means: Tensor2D;
  readonly factors: Factors<Tensor>;
}

/** How many numbers a block of differences between points and means has at most: 8 MiB. */
const BLOCK = 2 ** 21;

/**
 * The log-density of a mixture of Gaussians, in nats: one block of points after the other, so that memory is bounded.
 *
 *   ln Σ_k w_k N(x; μ_k, Σ_k),   −2 ln N = ‖diag(v)^−½ (I − B)(x − μ)‖² + ln det Σ + d ln 2π
 *
 * The differences are squared as they are, not multiplied out, which would cancel.
 *
 * @param points `[n, d]`
 * @returns `[n]`
 */
export function mixtureLogProb(points: Tensor2D, mixture: MixtureTensors, covariance: Covariance): Tensor1D {
  return byBlock(points, mixture, covariance, (joint) => logSumExp<Tensor1D>(joint, 0));
}

/**
 * Whose point is it: the probability of each component given the point.
 *
 *   r_k = w_k N(x; μ_k, Σ_k) / p(x)
 *
 * @param points `[n, d]`
 * @returns `[n, K]`, each row with sum 1
 */
export function mixtureResponsibilities(points: Tensor2D, mixture: MixtureTensors, covariance: Covariance): Tensor2D {
  return byBlock(points, mixture, covariance, (joint) => softmax<Tensor2D>(transpose(joint)));
}

/** The likeliest component of each point `[n, d]`: `[n]`, int32. */
export function mixturePrediction(points: Tensor2D, mixture: MixtureTensors, covariance: Covariance): Tensor1D {
  return byBlock(points, mixture, covariance, (joint) => argMax<Tensor1D>(transpose(joint), 1));
}

/** What `of` makes of ln w_k N(x; μ_k, Σ_k), `[K, n]`, of each block of points, one after the other. */
function byBlock<T extends Tensor1D | Tensor2D>(
  points: Tensor2D,
  mixture: MixtureTensors,
  covariance: Covariance,
  of: (joint: Tensor2D) => T,
): T {
  const [count, size] = points.shape;
  const length = Math.max(1, Math.floor(BLOCK / mixture.means.size));
  if (count <= length) return tidy(() => of(logJoint(points, mixture, covariance)));
  return tidy(() => {
    const blocks: T[] = [];
    for (let from = 0; from < count; from += length) {
      const block = () => slice(points, [from, 0], [Math.min(length, count - from), size]);
      blocks.push(tidy(() => of(logJoint(block(), mixture, covariance))));
    }
    return concat(blocks as Tensor[]) as T;
  });
}

function logJoint(points: Tensor2D, { logits, means, factors }: MixtureTensors, covariance: Covariance): Tensor2D {
  const [count, size] = points.shape;
  const components = means.shape[0];
  const differences: Tensor3D = sub(reshape(points, [1, count, size]), reshape(means, [components, 1, size]));
  const distances = sum(square(covariance.device.whiten(differences, factors)), 2);
  const volumes = add(covariance.device.logDeterminants(factors, size), size * Math.log(2 * Math.PI));
  const weights = reshape(logSoftmax(logits), [components, 1]);
  return add(weights, mul(add(distances, volumes), -0.5));
}
