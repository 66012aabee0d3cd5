import * as losses from '@latentkit/losses';
import { type Key, key } from '@latentkit/random';
import { ones, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import type { Call, Rows } from '../../call.ts';
import { factory, pairs, samples } from './makers.ts';

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
const kernel = losses.rbf({ bandwidths: [1] });

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
    ofSamples('classifierTwoSampleTest', losses.classifierTwoSampleTest, { options: { key: key(1) } }),
    option(
      'classifierTwoSampleTest',
      (key: Key) => losses.classifierTwoSampleTest(plain, plain, { key }),
      'key',
      () => key(1),
    ),
  ],
  energyDistance: ofSamples('energyDistance', losses.energyDistance, { options: { blockSize: 2 } }, ['options']),
  mmd: ofSamples('mmd', losses.mmd, { kernel, options: { blockSize: 2 } }, ['options']),
  mmdWithVariance: ofSamples('mmdWithVariance', losses.mmdWithVariance, { kernel, options: { blockSize: 2 } }, [
    'options',
  ]),
  medianHeuristic: [
    ofSamples('medianHeuristic', losses.medianHeuristic, { options: { most: 10 } }, ['options']),
    {
      ...option(
        'medianHeuristic',
        (key: Key) => losses.medianHeuristic(plain, plain, { key }),
        'key',
        () => key(1),
      ),
      optional: ['key'],
    },
  ],
  nearestNeighbourKl: ofSamples('nearestNeighbourKl', losses.nearestNeighbourKl, { options: { neighbours: 1 } }, [
    'options',
  ]),
  maxSlicedWasserstein: [
    ofSamples('maxSlicedWasserstein', losses.maxSlicedWasserstein, { options: { key: key(1), iterations: 1 } }),
    option(
      'maxSlicedWasserstein',
      (key: Key) => losses.maxSlicedWasserstein(plain, plain, { key, iterations: 1 }),
      'key',
      () => key(1),
    ),
  ],
  slicedWasserstein: [
    ofSamples('slicedWasserstein', losses.slicedWasserstein, { options: { key: key(1) } }),
    option(
      'slicedWasserstein',
      (key: Key) => losses.slicedWasserstein(plain, plain, { key }),
      'key',
      () => key(1),
    ),
    option(
      'slicedWasserstein',
      (directions: Tensor2D) => losses.slicedWasserstein(plain, plain, { directions }),
      'directions',
      () => tensor2d([[0, 1]]),
    ),
  ],
  sinkhornDivergence: [
    ofSamples('sinkhornDivergence', losses.sinkhornDivergence, { options: { epsilon: 1, iterations: 1 } }),
    option(
      'sinkhornDivergence',
      (epsilon: number) => losses.sinkhornDivergence(plain, plain, { epsilon, iterations: 1 }),
      'epsilon',
      () => 1,
    ),
    {
      ...option(
        'sinkhornDivergence',
        (cost: losses.Cost) => losses.sinkhornDivergence(plain, plain, { epsilon: 1, iterations: 1, cost }),
        'cost',
        () => losses.euclidean,
      ),
      optional: ['cost'],
    },
  ],
  convergedSinkhornDivergence: ofSamples('convergedSinkhornDivergence', losses.convergedSinkhornDivergence, {
    options: { epsilon: 10, iterations: 2 },
  }),
  wasserstein1d: {
    name: 'wasserstein1d',
    call: losses.wasserstein1d as (x: Tensor2D, y: Tensor2D) => unknown,
    args: () => ({ x: ones([2, 3]), y: ones([2, 3]), options: { order: 2 } }),
    optional: ['options'],
  },
  euclidean: pairs('euclidean', losses.euclidean),
  squaredEuclidean: pairs('squaredEuclidean', losses.squaredEuclidean),
  inverseMultiquadric: [
    { ...factory('inverseMultiquadric', losses.inverseMultiquadric as never, { scale: 1 }), optional: [] },
    pairs('inverseMultiquadric', losses.inverseMultiquadric({ scale: 1 })),
  ],
  polynomial: [factory('polynomial', losses.polynomial, { degree: 2 }), pairs('polynomial', losses.polynomial())],
  rationalQuadratic: [
    factory('rationalQuadratic', losses.rationalQuadratic, { alphas: [1] }),
    pairs('rationalQuadratic', losses.rationalQuadratic()),
  ],
  rbf: [
    { ...factory('rbf', losses.rbf as never, { bandwidths: [1] }), optional: [] },
    option(
      'rbf',
      (bandwidths: number[]) => losses.rbf({ bandwidths }),
      'bandwidths',
      () => [1],
    ),
    pairs('rbf', kernel),
  ],
};
