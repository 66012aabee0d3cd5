import { gaussianSample } from '@latentkit/backend';
import { assertKey, assertSameShape, checkOptions } from '@latentkit/check';
import { type Key, normal } from '@latentkit/random';
import { perExample } from '@latentkit/shared';
import { add, clone, exp, mul, reshape, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { assertBatch, checkedDistribution, type Methods } from '../checked.ts';
import type { ClosedForms } from '../closedForms/closedForms.ts';
import type { Distribution } from '../distribution.ts';
import { bhattacharyya } from './bhattacharyya.ts';
import { kl, klFromStandard } from './kl.ts';
import { gaussianLogProb } from './logProb.ts';
import { squaredWasserstein2 } from './squaredWasserstein2.ts';

/** The parameters of Gaussians whose dimensions are independent. */
export interface DiagonalGaussianParameters {
  /** μ, `[batch, ...dimensions]` */
  readonly mean: Tensor;
  /** log σ², the same shape; −∞ for a dimension without spread, a point */
  readonly logVariance: Tensor;
}

/** A batch of Gaussians whose dimensions are independent, N(μ, diag σ²). */
export interface DiagonalGaussian extends Distribution {
  /** Those of a family, or of `standardNormal`, are made anew whenever they are read: read them in a `tidy`. */
  readonly parameters: DiagonalGaussianParameters & Readonly<Record<string, Tensor>>;
  /** Whether it is N(0, I), as `standardNormal` gives it. */
  readonly isStandard: boolean;
  /** A sample and the KL divergence from N(0, I), `[batch]`, in one kernel on 'wasm': what a VAE needs of a posterior. */
  sampleWithKl(key: Key): { readonly sample: Tensor; readonly kl: Tensor1D };
}

const closedForms: ClosedForms<DiagonalGaussian> = {
  family: 'diagonalGaussian',
  kl: (p, q) => (q.isStandard ? klFromStandard(p.parameters) : kl(p.parameters, q.parameters)),
  bhattacharyya: (p, q) => bhattacharyya(p.parameters, q.parameters),
  squaredWasserstein2: (p, q) => squaredWasserstein2(p.parameters, q.parameters),
};

/**
 * Gaussians whose dimensions are independent: the posterior of a VAE.
 *
 *   log N(x; μ, σ²) = −½ Σ [(x − μ)²/σ² + log σ² + log 2π]      sample = μ + σ e,  e ~ N(0, I)
 *
 * Gradients pass through samples. Closed forms: KL, Jeffreys, Bhattacharyya, Hellinger, Wasserstein-2; a log variance of −∞
 * stands for a point in all of them. A log variance below −87 or so stands for a precision that float32 cannot hold: unless
 * x = μ, log density and gradient are then infinite, never NaN.
 *
 * @param parameters `{ mean, logVariance }`, each `[batch, ...dimensions]`; they stay the caller's
 * @returns the distributions, over `[batch, ...dimensions]`
 * @throws TypeError unless float32 tensors, RangeError unless of one shape
 * @example
 * const p = diagonalGaussian({ mean: tensor2d([[0, 1]]), logVariance: tensor2d([[0, 0]]) });
 * p.logProb(tensor2d([[0, 1]]));  // [-1.8379]
 */
export function diagonalGaussian(parameters: DiagonalGaussianParameters): DiagonalGaussian {
  const { mean, logVariance } = checkOptions('diagonalGaussian', parameters, ['mean', 'logVariance'], 'parameters');
  assertSameShape('diagonalGaussian', { 'parameters.mean': mean, 'parameters.logVariance': logVariance });
  assertBatch('diagonalGaussian', 'parameters.mean', mean);
  return diagonalGaussianBy('diagonalGaussian(parameters)', mean.shape, () => ({ mean, logVariance }));
}

/**
 * {@link diagonalGaussian} for a caller of another name, of parameters that are made where they are needed.
 *
 * @param standard the mathematics of N(0, I), which is simpler
 */
export function diagonalGaussianBy(
  caller: string,
  shape: readonly number[],
  parameters: () => DiagonalGaussian['parameters'],
  standard?: Methods,
): DiagonalGaussian {
  const general: Methods = {
    sample(key) {
      const { mean, logVariance } = parameters();
      return add(mean, mul(exp(mul(logVariance, 0.5)), normal(key, shape)));
    },
    logProb: (x) => gaussianLogProb(x, parameters()),
    mean: () => clone(parameters().mean),
  };
  return {
    ...checkedDistribution(caller, shape, standard ?? general),
    isStandard: standard !== undefined,
    get parameters() {
      return parameters();
    },
    sampleWithKl(key) {
      assertKey(`${caller}.sampleWithKl`, key);
      return tidy(() => {
        const { mean, logVariance } = parameters();
        const [m, v, e] = [mean, logVariance, normal(key, shape)].map((x) => perExample(caller, x));
        const { sample, kl } = gaussianSample(m!, v!, e!);
        return { sample: reshape(sample, [...shape]), kl };
      });
    },
    closedForms,
  };
}
