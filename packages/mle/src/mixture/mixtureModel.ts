import { assertBatchOf, assertInteger, assertKey, type Samples } from '@latentkit/check';
import { trainable } from '@latentkit/model';
import { adam, type State } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import type { HostPoints } from '@latentkit/shared';
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
import type { HostMixture } from '../em/hostMixture.ts';
import type { Regularisation } from '../em/maximization.ts';
import { readPoints, roundingVariances } from '../points.ts';
import { meanLogProb, type ScoreOptions } from '../score.ts';
import type { GaussianModel, ModelOptions } from './gaussianModel.ts';
import { type MixtureTensors, mixtureLogProb } from './logProb.ts';
import { mixtureVariables } from './mixtureVariables.ts';
import { mixtureSample } from './sample.ts';

/** What {@link mixtureModel} lends to the methods of its caller. */
export interface MixtureAccess {
  /** What EM needs: the data on the host, and the parameters there and back. */
  openFit(data: Tensor): Promise<{
    readonly points: HostPoints;
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

  const own = {
    shape,
    parameterCount,
    logProb: (points: Tensor) => access.ask('logProb', points, mixtureLogProb),
    sample(count: number, key: Key) {
      assertInteger(`${kind}.sample`, 'count', count);
      assertKey(`${kind}.sample`, key);
      assertKnown('sample');
      return tidy(() => reshape(mixtureSample(tensors(), covariance, count, key), [count, ...shape]));
    },
    score: async (data: Samples, options?: ScoreOptions) => (await scored('score', data, options)).mean,
    async aic(data: Samples, options?: ScoreOptions) {
      const { mean, count } = await scored('aic', data, options);
      return 2 * parameterCount - 2 * mean * count;
    },
    async bic(data: Samples, options?: ScoreOptions) {
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

  const parts = { mixture: { variables } };
  const model = trainable({
    kind,
    // A step draws nothing.
    seed: 0,
    parts,
    check: (batch) => assertBatchOf(`${kind}.step`, 'batch', batch as Tensor, shape),
    phases: {
      loss: { trains: parts, optimizer, loss: (batch: Tensor) => () => ({ loss: neg(mean<Scalar>(density(batch))) }) },
    },
    after: () => {
      known = true;
    },
    methods: () => ({ ...own, ...methods(access) }),
  });
  const { restore } = model;
  return Object.assign(model, {
    restore(state: State) {
      restore(state);
      known = true;
    },
  }) as GaussianModel & T;
}
