import * as distributions from '@latentkit/distributions';
import { type Key, key } from '@latentkit/random';
import { eye, fill, ones, type Tensor, tensor3d, zeros } from '@tensorflow/tfjs-core';
import type { Call, Rows } from '../../call.ts';
import { distribution, madeFirst } from './makers.ts';

type Make = (...args: never[]) => distributions.Distribution;

/** A constructor of tensors, and the methods of what it gives, of `[2, 3]`. */
function ofTensors(name: string, call: Make, names: string, args: () => Record<string, Tensor>): Call[] {
  return [
    { name, call, args },
    ...distribution(`${name}(${names})`, () => call(...(Object.values(args()) as never[]))),
  ];
}

/** A constructor of parameters by name. */
function ofParameters(name: string, call: Make, parts: () => Record<string, Tensor>): Call[] {
  const one = (...tensors: Tensor[]) =>
    call(Object.fromEntries(Object.keys(parts()).map((part, i) => [part, tensors[i]])) as never);
  return [
    { name, call, args: () => ({ parameters: parts() }) },
    { name, call: one, args: parts },
    ...distribution(`${name}(parameters)`, () => call(parts() as never)),
  ];
}

const some = () => fill([2, 3], 0.25);
const gaussian = () => ({ mean: zeros([2, 3]), logVariance: zeros([2, 3]) });
const affine = () => distributions.affine(some(), some());
const standard = () => distributions.standardNormal([2, 3]);
const pair = (name: string, call: (p: never, q: never) => unknown): Call => ({
  name,
  call,
  args: () => ({ p: distributions.diagonalGaussian(gaussian()), q: standard() }),
});

const affinely = () => distributions.transformed(standard(), distributions.affine(some(), some()));

export const rows: Rows = {
  bernoulliOfLogits: ofTensors('bernoulliOfLogits', distributions.bernoulliOfLogits, 'logits', () => ({
    logits: some(),
  })),
  bernoulliOfProbabilities: ofTensors(
    'bernoulliOfProbabilities',
    distributions.bernoulliOfProbabilities,
    'probabilities',
    () => ({
      probabilities: some(),
    }),
  ),
  categoricalOfLogits: ofTensors('categoricalOfLogits', distributions.categoricalOfLogits, 'logits', () => ({
    logits: some(),
  })),
  categoricalOfProbabilities: ofTensors(
    'categoricalOfProbabilities',
    distributions.categoricalOfProbabilities,
    'probabilities',
    () => ({
      probabilities: fill([2, 3], 1 / 3),
    }),
  ),
  continuousBernoulli: ofTensors('continuousBernoulli', distributions.continuousBernoulli, 'logits', () => ({
    logits: some(),
  })),
  uniformOn: ofTensors('uniformOn', distributions.uniformOn, 'minimum, maximum', () => ({
    minimum: zeros([2, 3]),
    maximum: ones([2, 3]),
  })),
  beta: ofParameters('beta', distributions.beta, () => ({ alpha: some(), beta: some() })),
  gamma: ofParameters('gamma', distributions.gamma, () => ({ concentration: some(), rate: some() })),
  diagonalGaussian: ofParameters('diagonalGaussian', distributions.diagonalGaussian, gaussian),
  fullGaussian: ofParameters('fullGaussian', distributions.fullGaussian, () => ({
    mean: zeros([2, 3]),
    factor: eye(3, 3, [2]),
  })),
  standardNormal: [
    { name: 'standardNormal', call: distributions.standardNormal, args: () => ({ shape: [2, 3] }) },
    ...distribution('standardNormal(shape)', standard),
  ],
  mixture: [
    {
      name: 'mixture',
      call: distributions.mixture,
      args: () => ({ logits: zeros([2, 1]), components: [standard()] }),
    },
    ...distribution('mixture(logits, components)', () => distributions.mixture(zeros([2, 1]), [standard()])),
  ],
  affine: [
    { name: 'affine', call: distributions.affine, args: () => ({ shift: some(), logScale: some() }) },
    {
      name: 'affine(shift, logScale).forward',
      call: (x: Tensor) => distributions.affine(some(), some()).forward(x),
      args: () => ({ x: some() }),
    },
    {
      name: 'affine(shift, logScale).inverse',
      call: (y: Tensor) => distributions.affine(some(), some()).inverse(y),
      args: () => ({ y: some() }),
    },
  ],
  composeBijections: [
    { name: 'composeBijections', call: distributions.composeBijections, args: () => ({ bijections: [affine()] }) },
    {
      name: 'composeBijections(bijections).forward',
      call: (x: Tensor) => distributions.composeBijections([affine()]).forward(x),
      args: () => ({ x: some() }),
    },
    {
      name: 'composeBijections(bijections).inverse',
      call: (y: Tensor) => distributions.composeBijections([affine()]).inverse(y),
      args: () => ({ y: some() }),
    },
  ],
  transformed: [
    {
      name: 'transformed',
      call: distributions.transformed,
      args: () => ({ base: standard(), bijection: distributions.affine(some(), some()), options: { training: true } }),
      optional: ['options'],
    },
    ...distribution('transformed(base, bijection)', affinely),
    {
      name: 'transformed(base, bijection).sampleWithLogProb',
      call: (at: Key) => affinely().sampleWithLogProb!(at),
      args: () => madeFirst(affinely, { key: key(1) }),
    },
  ],
  choleskyFactor: {
    name: 'choleskyFactor',
    call: distributions.choleskyFactor,
    args: () => ({ covariance: tensor3d([4, 2, 2, 2], [1, 2, 2]) }),
  },
  SingularCovarianceError: { none: 'an error' },
  kl: pair('kl', distributions.kl),
  jeffreys: pair('jeffreys', distributions.jeffreys),
  bhattacharyya: pair('bhattacharyya', distributions.bhattacharyya),
  squaredHellingerDistance: pair('squaredHellingerDistance', distributions.squaredHellingerDistance),
  squaredWasserstein2: pair('squaredWasserstein2', distributions.squaredWasserstein2),
  sampleWithLogProb: {
    name: 'sampleWithLogProb',
    call: distributions.sampleWithLogProb,
    args: () => ({ p: standard(), key: key(1) }),
  },
  estimateKl: {
    name: 'estimateKl',
    call: distributions.estimateKl,
    args: () => ({ p: standard(), q: standard(), key: key(1), options: { samples: 2 } }),
    optional: ['options'],
  },
};
