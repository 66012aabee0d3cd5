import { assertSameShape } from '@latentkit/check';
import { expExcess } from '@latentkit/shared';
import { add, exp, mul, square, sum, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { GaussianSample } from './kernelNames.ts';
import { kernelOr } from './kernelOr.ts';

/** A draw, and how far what it is drawn from is from the standard Gaussian. */
export interface GaussianSampleResult {
  /** `[batch, size]` */
  readonly sample: Tensor2D;
  /** `[batch]`, in nats */
  readonly kl: Tensor1D;
}

/**
 * A draw from Gaussians with diagonal covariance that gradients pass through, and their Kullback-Leibler divergence from
 * the standard Gaussian: one pass on 'wasm', forward and backward. It has gradients of every order.
 *
 *   sample = μ + σ ⊙ e,   kl = ½ Σ (μ² + σ² − 1 − log σ²),   σ = exp(log σ² / 2)
 *
 * @param mean μ, `[batch, size]`
 * @param logVariance log σ², the same shape; finite up to 88, where float32 overflows
 * @param noise e, the same shape: drawn from N(0, 1)
 * @returns the sample and the divergence, which is summed over an example's dimensions
 * @throws TypeError unless float32 tensors, RangeError unless of one shape
 * @example
 * gaussianSample(tensor2d([[0, 2]]), tensor2d([[0, 0]]), tensor2d([[1, -1]])).sample;  // [1, 1]
 * gaussianSample(tensor2d([[0, 2]]), tensor2d([[0, 0]]), tensor2d([[1, -1]])).kl;  // [2]
 *
 * Kingma & Welling, "Auto-Encoding Variational Bayes", 2014, section 2.4 and appendix B, https://arxiv.org/abs/1312.6114
 */
export function gaussianSample(mean: Tensor2D, logVariance: Tensor2D, noise: Tensor2D): GaussianSampleResult {
  assertSameShape('gaussianSample', { mean, logVariance, noise });
  const [sample, kl] = kernelOr<[Tensor2D, Tensor1D]>(GaussianSample, { mean, logVariance, noise }, {}, () => {
    // σ² − 1 − log σ² term by term would lose a small log variance to rounding, and expm1 does on a GPU.
    const excess = expExcess(logVariance) as Tensor2D;
    return [add(mean, mul(exp(mul(logVariance, 0.5)), noise)), mul(sum<Tensor1D>(add(square(mean), excess), 1), 0.5)];
  });
  return { sample, kl };
}
