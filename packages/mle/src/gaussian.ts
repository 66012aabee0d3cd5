import type { AbortSignalLike } from '@latentkit/check';
import { checkOptions, type Samples, withSamples } from '@latentkit/check';
import { fitGaussian } from './em/fitGaussian.ts';
import { emptyMixture, type HostMixture } from './em/hostMixture.ts';
import {
  assertModelOptions,
  type GaussianModel,
  type ModelOptions,
  modelOptionNames,
  sizesOf,
} from './mixture/gaussianModel.ts';
import { knownMixture, type MixtureParameters } from './mixture/initial.ts';
import { mixtureModel } from './mixture/mixtureModel.ts';

/** What a Gaussian is. */
export interface GaussianOptions extends ModelOptions {
  /** Its mean and covariance to begin with, laid out as those of a mixture of one. Default: N(0, I). */
  readonly initial?: Pick<MixtureParameters, 'means' | 'covariances'>;
}

/** How a Gaussian is fitted. */
export interface GaussianFitOptions {
  /** Aborts it. */
  readonly signal?: AbortSignalLike;
}

/** A Gaussian. Every tensor it returns is the caller's to dispose. */
export interface Gaussian extends GaussianModel {
  /** Gives it the mean and the covariance of examples `[n, ...shape]`. */
  fit(data: Samples, options?: GaussianFitOptions): Promise<void>;
}

/**
 * A Gaussian: the likeliest one has the mean and the covariance of the data, so there is nothing to iterate.
 *
 *   μ = Σ x / n,   Σ = Σ (x − μ)(x − μ)ᵀ / n + floor I
 *
 * Divided by n, not n − 1: that is where the likelihood is highest. It can be trained by gradient descent all the same.
 *
 * @param options the covariance and how it is trained; `tied` is the same as `full`
 * @throws TypeError, RangeError for an option that is not as said
 * @throws SingularCovarianceError for an initial covariance that is none; by `fit` where the points leave one without an inverse
 * @throws RangeError by its methods, for another shape, or NaN or infinite data
 * @example
 * const model = gaussian({ shape: [1] });
 * await model.fit(tensor2d([[1], [3]]));
 * model.logProb(tensor2d([[2], [3]]));  // [-0.9189, -1.4189]
 */
export function gaussian(options: GaussianOptions): Gaussian {
  const { initial, floor = 1e-6 } = checkOptions('gaussian', options, modelOptionNames);
  assertModelOptions('gaussian', options);
  const { covariance, size } = sizesOf(options);
  const mixture = initial ? knownMixture('gaussian', covariance, 1, size, floor, initial) : standard();
  return mixtureModel('gaussian', options, mixture, true, ({ openFit }) => ({
    async fit(samples: Samples, fitOptions: GaussianFitOptions = {}) {
      const { signal } = checkOptions('gaussian.fit', fitOptions, ['signal']);
      await withSamples('gaussian.fit', { data: samples }, async ({ data }) => {
        const { points, mixture, regularisation, write } = await openFit(data);
        await fitGaussian(points, mixture, regularisation, signal);
        write(mixture);
      });
    },
  }));

  function standard(): HostMixture {
    const mixture = emptyMixture(covariance, 1, size);
    mixture.weights.fill(1);
    mixture.factors.variances.fill(1);
    return mixture;
  }
}
