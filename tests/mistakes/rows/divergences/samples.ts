import * as divergences from '@latentkit/divergences';
import { type Key, key } from '@latentkit/random';
import { ones, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import type { Call, Rows } from '../../call.ts';
import { factory } from '../losses/makers.ts';
import { pairs, samples } from './makers.ts';

const points = (shift = 0) =>
  tensor2d(
    [0, 1, 2, 4, 8, 16, 32, 64].map((value) => value + shift),
    [4, 2],
  );
/** The same as rows, which make no tensor until a function does. */
const plain = [
  [0, 1],
  [2, 4],
  [8, 16],
  [32, 64],
];
const kernel = divergences.rbf({ bandwidths: [1] });

/** Of two samples, which may also be rows, and more. */
function ofSamples(name: string, call: (...args: never[]) => unknown, more: object, optional: string[] = []): Call {
  return { name, call, args: () => ({ x: points(), y: points(1), ...more }), optional, allowed: samples };
}

/** An option by itself. */
function option(name: string, call: (...args: never[]) => unknown, argument: string, value: () => unknown): Call {
  return { name, call, args: () => ({ [argument]: value() }) };
}

export const rows: Rows = {
  classifierTwoSampleTest: [
    ofSamples('classifierTwoSampleTest', divergences.classifierTwoSampleTest, { options: { key: key(1) } }),
    option(
      'classifierTwoSampleTest',
      (key: Key) => divergences.classifierTwoSampleTest(plain, plain, { key }),
      'key',
      () => key(1),
    ),
  ],
  energyDistance: ofSamples('energyDistance', divergences.energyDistance, { options: { blockSize: 2 } }, ['options']),
  mmd: ofSamples('mmd', divergences.mmd, { kernel, options: { blockSize: 2 } }, ['options']),
  mmdWithVariance: ofSamples('mmdWithVariance', divergences.mmdWithVariance, { kernel, options: { blockSize: 2 } }, [
    'options',
  ]),
  medianHeuristic: [
    ofSamples('medianHeuristic', divergences.medianHeuristic, { options: { most: 10 } }, ['options']),
    {
      ...option(
        'medianHeuristic',
        (key: Key) => divergences.medianHeuristic(plain, plain, { key }),
        'key',
        () => key(1),
      ),
      optional: ['key'],
    },
  ],
  nearestNeighbourKl: ofSamples('nearestNeighbourKl', divergences.nearestNeighbourKl, { options: { neighbours: 1 } }, [
    'options',
  ]),
  maxSlicedWasserstein: [
    ofSamples('maxSlicedWasserstein', divergences.maxSlicedWasserstein, { options: { key: key(1), iterations: 1 } }),
    option(
      'maxSlicedWasserstein',
      (key: Key) => divergences.maxSlicedWasserstein(plain, plain, { key, iterations: 1 }),
      'key',
      () => key(1),
    ),
  ],
  slicedWasserstein: [
    ofSamples('slicedWasserstein', divergences.slicedWasserstein, { options: { key: key(1) } }),
    option(
      'slicedWasserstein',
      (key: Key) => divergences.slicedWasserstein(plain, plain, { key }),
      'key',
      () => key(1),
    ),
    option(
      'slicedWasserstein',
      (directions: Tensor2D) => divergences.slicedWasserstein(plain, plain, { directions }),
      'directions',
      () => tensor2d([[0, 1]]),
    ),
  ],
  sinkhornDivergence: [
    ofSamples('sinkhornDivergence', divergences.sinkhornDivergence, { options: { epsilon: 1, iterations: 1 } }),
    option(
      'sinkhornDivergence',
      (epsilon: number) => divergences.sinkhornDivergence(plain, plain, { epsilon, iterations: 1 }),
      'epsilon',
      () => 1,
    ),
    {
      ...option(
        'sinkhornDivergence',
        (cost: divergences.Cost) => divergences.sinkhornDivergence(plain, plain, { epsilon: 1, iterations: 1, cost }),
        'cost',
        () => divergences.euclidean,
      ),
      optional: ['cost'],
    },
  ],
  convergedSinkhornDivergence: ofSamples('convergedSinkhornDivergence', divergences.convergedSinkhornDivergence, {
    options: { epsilon: 10, iterations: 2 },
  }),
  wasserstein1d: {
    name: 'wasserstein1d',
    call: divergences.wasserstein1d as (x: Tensor2D, y: Tensor2D) => unknown,
    args: () => ({ x: ones([2, 3]), y: ones([2, 3]), options: { order: 2 } }),
    optional: ['options'],
  },
  euclidean: pairs('euclidean', divergences.euclidean),
  squaredEuclidean: pairs('squaredEuclidean', divergences.squaredEuclidean),
  inverseMultiquadric: [
    { ...factory('inverseMultiquadric', divergences.inverseMultiquadric as never, { scale: 1 }), optional: [] },
    pairs('inverseMultiquadric', divergences.inverseMultiquadric({ scale: 1 })),
  ],
  polynomial: [
    factory('polynomial', divergences.polynomial, { degree: 2 }),
    pairs('polynomial', divergences.polynomial()),
  ],
  rationalQuadratic: [
    factory('rationalQuadratic', divergences.rationalQuadratic, { alphas: [1] }),
    pairs('rationalQuadratic', divergences.rationalQuadratic()),
  ],
  rbf: [
    { ...factory('rbf', divergences.rbf as never, { bandwidths: [1] }), optional: [] },
    option(
      'rbf',
      (bandwidths: number[]) => divergences.rbf({ bandwidths }),
      'bandwidths',
      () => [1],
    ),
    pairs('rbf', kernel),
  ],
};
