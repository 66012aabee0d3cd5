import { wasserstein } from '@latentkit/losses';
import * as model from '@latentkit/model';
import * as nn from '@latentkit/nn';
import { mean, ones, square, type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { Rows } from '../call.ts';
import { rows as randomRows } from './random.ts';

const network = () => nn.sequential([nn.dense(1)], { inputShape: [2], key: nn.key(1) });
const plain = ({ latentShape }: model.BottleneckInputs) => ({
  parameterShape: () => latentShape,
  encode: (latents: Tensor) => ({ latents, terms: {} }),
  mean: (latents: Tensor) => latents,
});
const latents = () => ({ from: zeros([1, 2]), to: ones([1, 2]), steps: 3, options: { kind: 'linear' } as const });
const autoencoderArgs = (kind: string) => () => ({
  kind,
  architecture: model.mlp({ hidden: [2] }),
  options: { shape: [2], latentShape: [1], seed: 1, bottleneck: plain },
});
const named = 'an error of its caller, which is given as the first argument';

export const rows: Rows = {
  trainable: {
    name: 'trainable',
    call: model.trainable,
    args: () => {
      const line = network();
      const phase = {
        trains: { line },
        optimizer: nn.sgd(),
        loss: (x: Tensor) => () => ({ loss: mean(square(line.apply(x))) }),
      };
      return { spec: { kind: 'line', seed: 1, parts: { line }, phases: { loss: phase }, check: () => {} } };
    },
  },
  fitPrior: {
    name: 'fitPrior',
    call: model.fitPrior,
    args: () => ({
      model: { encode: (data: Tensor) => mean(data, 1, true), decode: (latents: Tensor) => latents },
      data: ones([3, 2]),
      density: { ...model.standardNormalPrior([1]), fit: async () => {} },
      options: { batchSize: 2 },
    }),
    optional: ['options'],
    allowed: { data: ['array'] },
  },
  autoencoder: { name: 'autoencoder', call: model.autoencoder, args: autoencoderArgs('autoencoder') },
  autoencoderParts: {
    name: 'autoencoderParts',
    call: model.autoencoderParts,
    args: autoencoderArgs('autoencoderParts'),
  },
  adversary: {
    name: 'adversary',
    call: model.adversary,
    args: () => ({ critic: network(), options: { loss: wasserstein() } }),
  },
  adversarialPhases: { none: 'its critic and game are checked by adversary, its phases by trainable' },
  criticScalars: { none: 'what adversary gives, by the names that are logged' },
  generatorMethods: { none: named },
  weightAverage: {
    name: 'weightAverage',
    call: model.weightAverage,
    args: () => ({ network: network(), options: { decay: 0.9 } }),
    optional: ['options'],
  },
  mlp: { name: 'mlp', call: model.mlp, args: () => ({ options: { hidden: [2] } }), optional: ['options'] },
  conv: { name: 'conv', call: model.conv, args: () => ({ options: { filters: [2] } }), optional: ['options'] },
  residualConv: {
    name: 'residualConv',
    call: model.residualConv,
    args: () => ({ options: { filters: [2] } }),
    optional: ['options'],
  },
  points: { none: 'takes nothing' },
  standardNormalPrior: { name: 'standardNormalPrior', call: model.standardNormalPrior, args: () => ({ shape: [2] }) },
  sumOfTerms: { none: 'an objective, which the model calls' },
  exampleOf: {
    name: 'exampleOf',
    call: model.exampleOf,
    args: () => ({ batch: ones([2, 2]) }),
    allowed: { batch: ['batch object', 'int32', 'bool', 'disposed'] },
  },
  assertBatch: { none: named },
  assertContext: { none: named },
  assertArchitecture: { none: named },
  assertSampling: { none: named },
  buildNetworks: { none: named },
  dataWatch: {
    name: 'dataWatch',
    call: model.dataWatch,
    args: () => ({ options: { caller: 'mine', support: { minimum: 0, maximum: 1 }, taker: 'it', remedy: 'scale' } }),
  },
  UnsupportedDataError: { none: 'an error' },
  decodeBetween: {
    name: 'decodeBetween',
    call: model.decodeBetween,
    args: () => ({ decode: (x: Tensor) => x.clone(), ...latents() }),
    optional: ['options'],
  },
  interpolateLatents: {
    name: 'interpolateLatents',
    call: model.interpolateLatents,
    args: latents,
    optional: ['options'],
  },
  traverseLatents: {
    name: 'traverseLatents',
    call: model.traverseLatents,
    args: () => ({ latents: ones([2, 2]), options: { dimension: 0, steps: 2 } }),
  },
  modelState: {
    name: 'modelState',
    call: model.modelState,
    args: () => ({ kind: 'line', parts: { network: network() }, initial: { step: 0 }, options: {} }),
    optional: ['options'],
    allowed: { parts: ['empty object'], initial: ['empty object'] },
  },
  key: randomRows.key!,
};
