import { assertBatchOf, assertInteger, assertNotNegative, assertShape } from '@latentkit/check';
import { adam, descend, modelState, type Optimizer, type Trainable, variablesOf } from '@latentkit/nn';
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
import { readPoints, roundingVariances, sizeOf } from '../points.ts';
import { meanLogProb } from '../score.ts';
import { mixtureLogProb } from './logProb.ts';
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
export interface GaussianModel extends ParametricDensity, Trainable<Tensor, 'loss'> {
  /** Weights, means and covariances as they are. */
  parameters(): FittedParameters;
}

/** @throws TypeError, RangeError for a bad shape or floor */
export function assertModelOptions(caller: string, { shape, floor = 1e-6 }: ModelOptions): void {
  assertShape(caller, 'shape', shape);
  assertNotNegative(caller, 'floor', floor);
}

/** A mixture of Gaussians that begins as `initial`, and how EM gets at it. */
export function mixtureModel(
  kind: string,
  { shape, covariance = full, floor = 1e-6, optimizer = adam({ learningRate: 0.01 }) }: ModelOptions,
  initial: HostMixture,
) {
  const { components, size } = initial;
  const { variables, tensors, write, read } = mixtureVariables(initial, floor);
  const parts = { mixture: { variables, apply: logProb } };
  const bound = optimizer.bind(variablesOf(parts));
  const { counters, complete } = modelState(kind, { ...parts, optimizer: bound }, { step: 0 });
  const parameterCount = components - 1 + components * size + covariance.parameterCount(components, size);

  function logProb(points: Tensor): Tensor1D {
    assertBatchOf(`${kind}.logProb`, 'points', points, shape);
    return tidy(() => mixtureLogProb(reshape(points, [-1, size]) as Tensor2D, tensors(), covariance));
  }

  const model = complete<GaussianModel>({
    shape,
    parameterCount,
    get stepCount() {
      return counters.step;
    },
    step(batch) {
      assertBatchOf(`${kind}.step`, 'batch', batch, shape);
      const scalars = descend(bound, () => ({ loss: neg(mean<Scalar>(logProb(batch))) }));
      counters.step++;
      return scalars;
    },
    logProb,
    sample(count, key) {
      assertInteger(`${kind}.sample`, 'count', count);
      return tidy(() => reshape(mixtureSample(tensors(), covariance, count, key), [count, ...shape]));
    },
    score: (data, options) => meanLogProb(`${kind}.score`, data, shape, logProb, options),
    async aic(data, options) {
      const score = await meanLogProb(`${kind}.aic`, data, shape, logProb, options);
      return 2 * parameterCount - 2 * score * data.shape[0]!;
    },
    async bic(data, options) {
      const [count] = data.shape as [number];
      const score = await meanLogProb(`${kind}.bic`, data, shape, logProb, options);
      return parameterCount * Math.log(count) - 2 * score * count;
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
  });

  /** What EM needs: the data on the host, and the parameters there and back. */
  async function openFit(data: Tensor) {
    const caller = `${kind}.fit`;
    const points = await readPoints(caller, data, shape, components);
    const regularisation = { caller, floor, tiny: roundingVariances(points) };
    return { points, regularisation, mixture: await read(), write };
  }
  return { model, openFit };
}

/** The number of features of an example, and its covariance. */
export function sizesOf({ shape, covariance = full }: ModelOptions) {
  return { size: sizeOf(shape), covariance };
}
