import type { AbortSignalLike } from '@latentkit/check';
import {
  assertBatchOf,
  assertInteger,
  assertKey,
  assertMethods,
  assertNotNegative,
  assertPositive,
  assertShape,
  checkOptions,
  type Samples,
  withSamples,
} from '@latentkit/check';
import type { State } from '@latentkit/nn';
import { foldIn, normal, uniformValues } from '@latentkit/random';
import { sizeOf } from '@latentkit/shared';
import {
  add,
  gather,
  ones,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Covariance } from '../covariance/covariance.ts';
import { full } from '../covariance/full.ts';
import type { Density } from '../density.ts';
import { fitGaussian } from '../em/fitGaussian.ts';
import { emptyMixture } from '../em/hostMixture.ts';
import { readPoints, roundingVariances } from '../points.ts';
import { meanLogProb } from '../score.ts';
import type { BandwidthRule } from './bandwidth.ts';
import { disposeKernel, type Kernel, kernelTensors, makeKernel, restoreKernel } from './kernel.ts';
import { kernelLogProb, whiten } from './kernelLogProb.ts';
import { scott } from './scott.ts';

/** What a kernel density is. */
export interface KernelDensityOptions {
  /** The shape of one example: `[2]`, `[28, 28, 1]`. */
  readonly shape: readonly number[];
  /** The kernel's width in units of the points' own spread: a number above 0, or a rule. Default `scott`. */
  readonly bandwidth?: number | BandwidthRule;
  /** What of the points' covariance the kernel has: `full` or `tied`, which are the same, `diagonal`, `spherical`. Default `full`. */
  readonly covariance?: Covariance;
  /** Added to every variance of the points, in squared units, at least 0. Default 0. */
  readonly floor?: number;
}

/** How a kernel density is fitted. */
export interface KernelDensityFitOptions {
  /** Aborts it; what was fitted before stays. */
  readonly signal?: AbortSignalLike;
}

/** A kernel density. Every tensor it returns is the caller's to dispose. */
export interface KernelDensity extends Density {
  /** Takes over examples `[n, ...shape]`, at least 2, and chooses the bandwidth. */
  fit(data: Samples, options?: KernelDensityFitOptions): Promise<void>;
  /** The bandwidth that was chosen. */
  bandwidth(): Promise<number>;
  /** The points and the kernel; they stay the model's. */
  state(): State;
  /** Takes over a state with examples of the same shape, however many. */
  restore(state: State): void;
  /** Frees every tensor it holds. */
  dispose(): void;
}

/**
 * Kernel density estimation: a Gaussian on every point, all of the same covariance.
 *
 *   p(x) = Σ_i N(x; x_i, h² S) / n,   S = Σ (x − μ)(x − μ)ᵀ / (n − 1) + floor I
 *
 * With `full` covariance it is SciPy's `gaussian_kde`. It keeps the points, and each density takes time in their number. It
 * has no parameters to count, so no AIC or BIC: compare the `score` of examples that it was not fitted to.
 *
 * Distances are summed from squared differences up to 16 features; above, they are multiplied out, with an absolute error of
 * about 1e-7 d / h² nats.
 *
 * @param options the shape, the bandwidth and the covariance
 * @throws TypeError, RangeError for an option that is not as said, such as a bandwidth of 0
 * @throws SingularCovarianceError by `fit` where the points do not vary in some direction and there is no floor
 * @throws RangeError by its methods, for another shape, or NaN or infinite data; Error before it was fitted
 * @throws StateMismatchError by `restore` for a state of something else
 * @example
 * const model = kernelDensity({ shape: [1], bandwidth: 1 });
 * await model.fit(tensor2d([[-1], [0], [1]]));
 * model.logProb(tensor2d([[0]]));  // [-1.2232]
 *
 * Parzen: On estimation of a probability density function and mode. 1962.
 */
export function kernelDensity(options: KernelDensityOptions): KernelDensity {
  const {
    shape,
    bandwidth: rule = scott,
    covariance = full,
    floor = 0,
  } = checkOptions('kernelDensity', options, ['shape', 'bandwidth', 'covariance', 'floor']);
  assertMethods('kernelDensity', 'covariance', covariance, ['parameterCount']);
  assertShape('kernelDensity', 'shape', shape);
  assertNotNegative('kernelDensity', 'floor', floor);
  if (typeof rule !== 'function') assertPositive('kernelDensity', 'bandwidth', rule);
  const size = sizeOf(shape);
  let kernel: Kernel | undefined;

  function fitted(method: string): Kernel {
    if (!kernel) throw new Error(`kernelDensity.${method}: it has no points yet: call fit or restore first.`);
    return kernel;
  }

  function replace(next?: Kernel): void {
    if (kernel) disposeKernel(kernel);
    kernel = next;
  }

  function logProb(points: Tensor): Tensor1D {
    assertBatchOf('kernelDensity.logProb', 'points', points, shape);
    const now = fitted('logProb');
    return tidy(() => kernelLogProb(reshape(points, [-1, size]) as Tensor2D, now, covariance));
  }

  return {
    shape,
    async fit(samples, fitOptions = {}) {
      const caller = 'kernelDensity.fit';
      const { signal } = checkOptions(caller, fitOptions, ['signal']);
      await withSamples(caller, { data: samples }, async ({ data }) => {
        const points = await readPoints(caller, data, shape, 2);
        const spread = emptyMixture(covariance, 1, size);
        await fitGaussian(points, spread, { caller, floor, tiny: roundingVariances(points) }, signal);
        // As SciPy has it: divided by n − 1.
        const { variances } = spread.factors;
        for (let j = 0; j < variances.length; j++) {
          variances[j] = ((variances[j]! - floor) * points.count) / (points.count - 1) + floor;
        }
        const unit = makeKernel(data, spread, 1);
        try {
          const bandwidth = await choose(unit, signal);
          assertPositive(caller, 'bandwidth', bandwidth);
          replace(makeKernel(data, spread, bandwidth));
        } finally {
          disposeKernel(unit);
        }
      });
    },
    async bandwidth() {
      return (await fitted('bandwidth').bandwidth.data())[0]!;
    },
    logProb,
    sample(count, key) {
      assertInteger('kernelDensity.sample', 'count', count);
      assertKey('kernelDensity.sample', key);
      const { points, factors } = fitted('sample');
      const total = points.shape[0];
      const chosen = Int32Array.from(uniformValues(foldIn(key, 0), count), (draw) => Math.floor(draw * total));
      return tidy(() => {
        const noise = normal(foldIn(key, 1), [count, size]) as Tensor2D;
        const centres = gather(points, tensor1d(chosen, 'int32'));
        return reshape(add(centres, covariance.device.colour(noise, ones([count, 1]), factors)), [count, ...shape]);
      });
    },
    score: async (data, scoreOptions) =>
      (await meanLogProb('kernelDensity.score', data, shape, logProb, scoreOptions)).mean,
    state: () => ({ kind: 'kernelDensity', tensors: kernelTensors(fitted('state')), counters: {} }),
    restore: (state) => replace(restoreKernel(state, covariance, size)),
    dispose: () => replace(),
  };

  async function choose(unit: Kernel, signal?: AbortSignalLike): Promise<number> {
    if (typeof rule === 'number') return rule;
    const whitened = tidy(() => whiten(unit.points, unit, covariance));
    try {
      return await rule(whitened, signal);
    } finally {
      whitened.dispose();
    }
  }
}
