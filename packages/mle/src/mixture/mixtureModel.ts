import {
  assertBackend,
  assertBatchOf,
  assertInteger,
  assertKey,
  assertMethods,
  assertNotNegative,
  assertShape,
  type Samples,
} from '@latentkit/check';
import { modelState } from '@latentkit/model';
import { adam, minimize, type Optimizer, type State, type Trainable, variablesOf } from '@latentkit/nn';
import { sizeOf } from '@latentkit/shared';
import {
  mean,
  neg,
  reshape,
  type Scalar,
  softmax,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Covariance } from '../covariance/covariance.ts';
import { full } from '../covariance/full.ts';
import type { ParametricDensity } from '../density.ts';
import type { HostMixture } from '../em/hostMixture.ts';
import type { Regularisation } from '../em/maximization.ts';
import type { Points } from '../em/moments.ts';
import { readPoints, roundingVariances } from '../points.ts';
import { meanLogProb, type ScoreOptions } from '../score.ts';
import { type MixtureTensors, mixtureLogProb } from './logProb.ts';
import { mixtureVariables } from './mixtureVariables.ts';
import { mixtureSample } from './sample.ts';

/** What mixtures of one and of more Gaussians have in common. */
export interface ModelOptions {
  /** The shape of one example: `[2]`, `[28, 28, 1]`. */
  readonly shape: readonly number[];
  /** What covariances may look like: `spherical`, `diagonal`, `tied` or `full`. Default `full`. */
  readonly covariance?: Covariance;
  /**
   * Added to every variance when it is fitted, in squared units of the data, at least 0. It keeps the likelihood from growing
   * without bound about a single point, and a feature that never changes from having no density. Default 1e-6, for data
   * whose spread is about 1.
   */
  readonly floor?: number;
  /** What `step` does with a gradient. Default `adam({ learningRate: 0.01 })`. */
  readonly optimizer?: Optimizer;
}

/** The parameters of a fitted mixture; the tensors are the caller's to dispose. */
export interface FittedParameters {
  /** `[components]`, their sum 1. */
  readonly weights: Tensor1D;
  /** `[components, ...shape]` */
  readonly means: Tensor;
  /** `[components]` for `spherical`, `[components, d]` for `diagonal`, `[d, d]` for `tied`, `[components, d, d]` for `full`. */
  readonly covariances: Tensor;
}

/** What a mixture is to those who train it, draw from it and ask for densities. */
export interface GaussianModel extends ParametricDensity, Trainable<Tensor, Record<'loss', Scalar>> {
  /** Weights, means and covariances as they are. */
  parameters(): FittedParameters;
}

/** The names of the options. */
export const modelOptionNames = ['shape', 'covariance', 'floor', 'optimizer', 'initial'] as const;

/** @throws TypeError, RangeError for an option that is not as said; Error unless a backend is in use */
export function assertModelOptions(
  caller: string,
  { shape, covariance = full, floor = 1e-6, optimizer }: ModelOptions,
): void {
  assertShape(caller, 'shape', shape);
  assertMethods(caller, 'covariance', covariance, ['parameterCount']);
  assertNotNegative(caller, 'floor', floor);
  if (optimizer !== undefined) assertMethods(caller, 'optimizer', optimizer, ['bind']);
  assertBackend(caller);
}

/** What {@link mixtureModel} lends to the methods of its caller. */
export interface MixtureAccess {
  /** What EM needs: the data on the host, and the parameters there and back. */
  openFit(data: Tensor): Promise<{
    readonly points: Points;
    readonly regularisation: Regularisation;
    readonly mixture: HostMixture;
    write(mixture: HostMixture): void;
  }>;
  /** What `of` makes of points `[n, d]`, as the method of that name. @throws Error where nothing has been fitted yet */
  ask<T extends Tensor>(
    method: string,
    points: Tensor,
    of: (points: Tensor2D, mixture: MixtureTensors, covariance: Covariance) => T,
  ): T;
}

/**
 * A mixture of Gaussians that begins as `initial`.
 *
 * @param isKnown whether that is a distribution that someone asked for: random means say nothing, so that until something
 * has been fitted, trained or restored, densities and samples are refused
 * @param methods what the model has besides
 */
export function mixtureModel<T extends object>(
  kind: string,
  { shape, covariance = full, floor = 1e-6, optimizer = adam({ learningRate: 0.01 }) }: ModelOptions,
  initial: HostMixture,
  isKnown: boolean,
  methods: (access: MixtureAccess) => T,
): GaussianModel & T {
  let known = isKnown;
  const { components, size } = initial;
  const { variables, tensors, write, read } = mixtureVariables(initial, floor);
  const parts = { mixture: { variables, apply: density } };
  const bound = optimizer.bind(variablesOf(parts));
  const { counters, complete } = modelState(kind, { ...parts, optimizer: bound }, { step: 0 });
  const parameterCount = components - 1 + components * size + covariance.parameterCount(components, size);

  function density(points: Tensor): Tensor1D {
    return tidy(() => mixtureLogProb(reshape(points, [-1, size]) as Tensor2D, tensors(), covariance));
  }

  function assertKnown(method: string): void {
    if (known) return;
    throw new Error(
      `${kind}.${method}: nothing has been fitted yet, and the means are random: call fit, step or restore first, or give initial.`,
    );
  }

  const scored = (method: string, data: Samples, options?: ScoreOptions) => {
    const known = (points: Tensor) => {
      assertKnown(method);
      return density(points);
    };
    return meanLogProb(`${kind}.${method}`, data, shape, known, options);
  };

  const access: MixtureAccess = {
    async openFit(data) {
      const caller = `${kind}.fit`;
      const points = await readPoints(caller, data, shape, components);
      const regularisation = { caller, floor, tiny: roundingVariances(points) };
      const show = (mixture: HostMixture) => {
        write(mixture);
        known = true;
      };
      return { points, regularisation, mixture: await read(), write: show };
    },
    ask(method, points, of) {
      assertBatchOf(`${kind}.${method}`, 'points', points, shape);
      assertKnown(method);
      return tidy(() => of(reshape(points, [-1, size]) as Tensor2D, tensors(), covariance));
    },
  };

  const own: Omit<GaussianModel, 'state' | 'restore' | 'dispose'> = {
    shape,
    parameterCount,
    get stepCount() {
      return counters.step;
    },
    step(batch) {
      assertBatchOf(`${kind}.step`, 'batch', batch, shape);
      const scalars = minimize(bound, () => ({ loss: neg(mean<Scalar>(density(batch))) }));
      counters.step++;
      known = true;
      return scalars;
    },
    logProb: (points) => access.ask('logProb', points, mixtureLogProb),
    sample(count, key) {
      assertInteger(`${kind}.sample`, 'count', count);
      assertKey(`${kind}.sample`, key);
      assertKnown('sample');
      return tidy(() => reshape(mixtureSample(tensors(), covariance, count, key), [count, ...shape]));
    },
    score: async (data, options) => (await scored('score', data, options)).mean,
    async aic(data, options) {
      const { mean, count } = await scored('aic', data, options);
      return 2 * parameterCount - 2 * mean * count;
    },
    async bic(data, options) {
      const { mean, count } = await scored('bic', data, options);
      return parameterCount * Math.log(count) - 2 * mean * count;
    },
    parameters: () =>
      tidy(() => {
        const { logits, means, factors } = tensors();
        return {
          weights: softmax(logits),
          means: reshape(means, [components, ...shape]),
          covariances: covariance.device.covariances(factors),
        };
      }),
  };

  const model = complete(Object.assign(own, methods(access)));
  const { restore } = model;
  return Object.assign(model, {
    restore(state: State) {
      restore(state);
      known = true;
    },
  }) as GaussianModel & T;
}

/** The number of features of an example, and its covariance. */
export function sizesOf({ shape, covariance = full }: ModelOptions) {
  return { size: sizeOf(shape), covariance };
}
