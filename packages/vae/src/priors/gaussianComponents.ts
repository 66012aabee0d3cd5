import { assertBatchOf } from '@latentkit/check';
import { diagonalGaussian } from '@latentkit/distributions';
import { assertSampling, type Prior } from '@latentkit/model';
import type { Shape } from '@latentkit/nn';
import { categorical, type Key, split } from '@latentkit/random';
import {
  add,
  exp,
  expandDims,
  logSoftmax,
  logSumExp,
  mul,
  reshape,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
  tile,
} from '@tensorflow/tfjs-core';

/** Gaussians with diagonal covariances. */
export interface Gaussians {
  /** `[K, ...latentShape]` */
  readonly mean: Tensor;
  /** log σ², the same shape. */
  readonly logVariance: Tensor;
}

/** The components of a mixture, made where they are needed. */
export interface Components {
  /** Weights as logits, `[K]`. */
  logits(): Tensor1D;
  all(): Gaussians;
  /** The components of these indices, `[count]`. */
  some(indices: Tensor1D): Gaussians;
}

/**
 * The methods of a mixture of Gaussians as a prior. All components are computed at once, not one after the other.
 *
 *   ln p(z) = ln Σ_k softmax(logits)_k N(z; μ_k, σ_k²)
 */
export function mixtureMethods(
  caller: string,
  latentShape: Shape,
  { logits, all, some }: Components,
): Pick<Prior, 'logProb' | 'sample'> {
  return {
    logProb(latents) {
      assertBatchOf(`${caller}.logProb`, 'latents', latents, latentShape);
      return tidy(() => logSumExp<Tensor1D>(add(logSoftmax(logits()), logDensities(latents, all())), 1));
    },
    sample(count, key) {
      assertSampling(`${caller}.sample`, count, key);
      const [which, noise] = split(key) as [Key, Key];
      return tidy(() => {
        const rows = tile(expandDims<Tensor2D>(logits()), [count, 1]);
        return diagonalGaussian(some(categorical(which, rows))).sample(noise);
      });
    },
  };
}

/** ln N(z; μ_k, σ_k²) of every example and component, `[batch, K]`. Differences are squared, not multiplied out: that cancels. */
function logDensities(latents: Tensor, { mean, logVariance }: Gaussians): Tensor2D {
  const count = mean.shape[0]!;
  const [m, v] = [reshape(mean, [1, count, -1]), reshape(logVariance, [1, count, -1])];
  const size = m.shape[2]!;
  const difference = sub(reshape(latents, [-1, 1, size]), m);
  const energy = sum(square(mul(difference, exp(mul(v, -0.5)))), 2);
  return mul(add(add(energy, sum(v, 2)), size * Math.log(2 * Math.PI)), -0.5) as Tensor2D;
}
