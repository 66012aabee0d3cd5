import { assertInteger, assertKey, assertNotNegative, checkOptions, type Samples, samplesOf } from '@latentkit/check';
import { foldIn, key } from '@latentkit/random';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import {
  type EmFitted,
  type EmIteration,
  type EmOptions,
  type EmReport,
  expectationMaximization,
} from './em/expectationMaximization.ts';
import {
  assertModelOptions,
  type GaussianModel,
  type ModelOptions,
  modelOptionNames,
  sizesOf,
} from './mixture/gaussianModel.ts';
import { knownMixture, type MixtureParameters, randomMixture } from './mixture/initial.ts';
import { mixturePrediction, mixtureResponsibilities } from './mixture/logProb.ts';
import { mixtureModel } from './mixture/mixtureModel.ts';

/** What a mixture consists of. */
export interface GaussianMixtureOptions extends ModelOptions {
  /** How many Gaussians, at least 1. */
  readonly components: number;
  /** Where the first means come from, and, unless it is given a key, `fit`. */
  readonly seed: number;
  /** Parameters to begin with. Default: means from N(0, I), which is also each covariance; equal weights. */
  readonly initial?: MixtureParameters;
}

/** A mixture of Gaussians. Every tensor it returns is the caller's to dispose. */
export interface GaussianMixture extends GaussianModel {
  /** How many Gaussians. */
  readonly components: number;
  /**
   * Fits it to examples `[n, ...shape]` by expectation maximisation. Between iterations the model is as far as they are;
   * at the end it is the best of all starts.
   */
  fit(data: Samples, options?: EmOptions): Promise<EmReport>;
  /** As `fit`, and tells of every iteration: an `iteration` event after each, and `fitted` at the end. */
  expectationMaximization(data: Samples, options?: EmOptions): AsyncGenerator<EmIteration | EmFitted, void, undefined>;
  /** How likely each component is to be where each of the points `[n, ...shape]` comes from: `[n, components]`, rows of sum 1. */
  responsibilities(points: Tensor): Tensor2D;
  /** The likeliest component of each of the points `[n, ...shape]`, from 0: `[n]`, int32. */
  predict(points: Tensor): Tensor1D;
}

// What the keys derived from the seed are for.
const [MEANS, FIT] = [0, 1];

/**
 * A mixture of Gaussians: points gather about K means, each with a weight and a covariance of its own.
 *
 *   p(x) = Σ_k w_k N(x; μ_k, Σ_k)
 *
 * Fitted by expectation maximisation (`fit`), or like any other model by gradient descent (`step`, and so `train`), whose
 * `loss` is the mean of −ln p(x) in nats. Weights are trained as logits, covariances as the logarithms of what their
 * modified Cholesky factors leave of the variances above `floor`, and the factors' coefficients. Gradient descent finds its
 * way more surely from means among the data: `await model.fit(data, { iterations: 0 })` places them by k-means++.
 *
 * EM takes one block of points at a time on the host, in float64. Each start is k-means from k-means++ seeds, with the
 * covariance that all clusters have together. No iteration loses likelihood but for two reasons: `floor`, which is no part
 * of it, and empty components. One that is left with less than a millionth of a point is put where the mixture explains the
 * points worst, with that same covariance and the weight of one point, one component an iteration.
 *
 * @param options the components, their covariance, and how they are trained
 * @throws TypeError, RangeError for an option that is not as said
 * @throws SingularCovarianceError for an initial covariance that is none; by `fit` where the points leave one without an inverse
 * @throws RangeError by its methods, for another shape, NaN or infinite data, or fewer examples than components
 * @throws Error by those that ask for densities, components or samples where nothing was fitted, trained, restored or given
 * @example
 * const model = gaussianMixture({ shape: [1], components: 2, seed: 1 });
 * const { converged } = await model.fit(tensor2d([[-5], [-4], [-3], [3], [4], [5]]));
 * converged;  // true
 * model.logProb(tensor2d([[4]]));  // [-1.4094]
 * const [low, high] = await model.predict(tensor2d([[-4], [4]])).data();
 * low !== high;  // true
 *
 * Dempster, Laird & Rubin: Maximum likelihood from incomplete data via the EM algorithm. 1977.
 */
export function gaussianMixture(options: GaussianMixtureOptions): GaussianMixture {
  const {
    components,
    seed,
    initial,
    floor = 1e-6,
  } = checkOptions('gaussianMixture', options, [...modelOptionNames, 'components', 'seed']);
  assertModelOptions('gaussianMixture', options);
  assertInteger('gaussianMixture', 'components', components);
  assertInteger('gaussianMixture', 'seed', seed, 0);
  const { covariance, size } = sizesOf(options);
  const mixture = initial
    ? knownMixture('gaussianMixture', covariance, components, size, floor, initial)
    : randomMixture(covariance, components, size, foldIn(key(seed), MEANS));
  const isKnown = initial !== undefined;

  return mixtureModel('gaussianMixture', options, mixture, isKnown, ({ openFit, ask }) => {
    function events(caller: string, samples: Samples, emOptions: EmOptions) {
      const settings = { ...defaults, key: foldIn(key(seed), FIT), ...checkOptions(caller, emOptions, emOptionNames) };
      assertKey(caller, settings.key);
      assertInteger(caller, 'starts', settings.starts);
      assertInteger(caller, 'iterations', settings.iterations, 0);
      assertNotNegative(caller, 'tolerance', settings.tolerance);
      const { tensor, isOwn } = samplesOf(caller, 'data', samples);
      return run();

      async function* run() {
        try {
          const { points, mixture, regularisation, write } = await openFit(tensor);
          yield* expectationMaximization(points, mixture, regularisation, settings, write);
        } finally {
          if (isOwn) tensor.dispose();
        }
      }
    }

    return {
      components,
      expectationMaximization: (data: Samples, emOptions: EmOptions = {}) =>
        events('gaussianMixture.expectationMaximization', data, emOptions),
      async fit(data: Samples, emOptions: EmOptions = {}): Promise<EmReport> {
        let report: EmReport | undefined;
        for await (const event of events('gaussianMixture.fit', data, emOptions)) {
          if (event.type === 'fitted') report = event.report;
        }
        return report!;
      },
      responsibilities: (points: Tensor) => ask('responsibilities', points, mixtureResponsibilities),
      predict: (points: Tensor) => ask('predict', points, mixturePrediction),
    };
  });
}

const defaults = { starts: 1, warmStart: false, iterations: 100, tolerance: 1e-3 };
const emOptionNames = ['key', 'starts', 'warmStart', 'iterations', 'tolerance', 'signal'] as const;
