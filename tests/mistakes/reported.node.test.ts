/**
 * What people wrote who had nothing but the README, each as they wrote it, and what they are told. The table in
 * `mistakes.node.test.ts` makes the same kinds of mistakes with every function.
 */
import { ae } from '@latentkit/ae';
import { useBackend } from '@latentkit/backend';
import { dataset } from '@latentkit/datasets';
import { mmd, rbf, sinkhornDivergence } from '@latentkit/divergences';
import { gaussianMixture } from '@latentkit/mle';
import { fromLayers } from '@latentkit/nn';
import { fit, train } from '@latentkit/train';
import { key, mlp, type Vae, vae } from '@latentkit/vae';
import { ones, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import * as keras from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';

beforeAll(() => useBackend('cpu'));

const small = () => mlp({ hidden: [2] });
const options = { shape: [2], latentSize: 1, seed: 1 };
const rows = [
  [0, 1],
  [1, 0],
  [1, 1],
];
const points = dataset(rows);
const batches = points.batch(2);
const labelled = dataset(rows, { labels: [0, 1, 0] }).batch(2);
const x = () => tensor2d(rows);
/** A Keras network of two layers, for an encoder or a decoder. */
const kerasModel = (from: number, to: number, activation: 'linear' | 'sigmoid') =>
  keras.sequential({
    layers: [
      keras.layers.dense({ units: 2, inputShape: [from], activation: 'relu' }),
      keras.layers.dense({ units: to, activation }),
    ],
  });
const decoder = () => fromLayers(kerasModel(1, 2, 'sigmoid'));

it.each<[written: string, call: (model: Vae) => unknown, told: string]>([
  [
    'fit(model, labelledBatches)',
    (model) => fit(model, labelled as never, { steps: 1 }),
    'vae.step: batch has label, which no network reads: drop it, as unlabelled() of a data set does',
  ],
  [
    'step({ data, label }) where no network reads labels',
    (model) => model.step({ data: x(), label: x() }),
    'vae.step: batch has label, which no network reads: drop it, as unlabelled() of a data set does',
  ],
  ['step([[1, 2]])', (model) => model.step([[1, 2]] as never), 'vae.step: batch is [[1,2]] but a tensor, or a record'],
  [
    'reconstruct(new Float32Array(2))',
    (model) => model.reconstruct(new Float32Array(2) as never),
    'vae.reconstruct: data is Float32Array(2) [0,0] but a tensor was expected',
  ],
  [
    'fit(model, batches)',
    (model) => fit(model, batches, undefined as never),
    'fit: options is undefined but an object with steps',
  ],
  [
    'sinkhornDivergence(x, y)',
    () => (sinkhornDivergence as (x: Tensor2D, y: Tensor2D) => unknown)(x(), x()),
    'sinkhornDivergence: options is undefined but an object with epsilon',
  ],
  [
    'mmd([[1, 2]], y)',
    () => mmd([[1, 2]], x(), rbf({ bandwidths: [1] })),
    'mmd: x has 1 samples but 2 or more were expected',
  ],
  [
    'vae({ encoder: kerasModel })',
    () => vae({ ...small(), encoder: kerasModel(2, 2, 'linear') as never }, options),
    'vae: encoder is a Keras model but a network was expected: wrap it, fromLayers(model) of @latentkit/nn',
  ],
  [
    'vae({ decoder: fromLayers(kerasModel) }), which ends in a sigmoid',
    () => vae({ ...small(), decoder: decoder() }, options),
    'vae: decoder ends in sigmoid, which gives numbers from 0 to 1, but bernoulliLikelihood takes logits',
  ],
  [
    'the same of ae',
    () => ae({ encoder: fromLayers(kerasModel(2, 1, 'linear')), decoder: decoder() }, options),
    'ae: decoder ends in sigmoid, which gives numbers from 0 to 1, but bernoulliLikelihood takes logits',
  ],
  [
    'model.sample(4, key(1)) after model.dispose()',
    (model) => {
      model.dispose();
      return model.sample(4, key(1));
    },
    'vae.sample: the model has been disposed',
  ],
  [
    'train(model, dataset)',
    (model) => train(model, points as never, { steps: 1 }),
    'train: batches is a data set but its batches were expected: call .batch(size)',
  ],
  [
    'vae(mlp(), { Beta: 4 })',
    () => vae(small(), { ...options, Beta: 4 } as never),
    "vae: options has 'Beta' but 'beta'",
  ],
  [
    'sample(4, { seed: 5 })',
    (model) => model.sample(4, { seed: 5 } as never),
    'vae.sample: key is {"seed":5} but a key was expected, as key(seed) makes it',
  ],
  ['sample(4)', (model) => (model.sample as (count: number) => unknown)(4), 'vae.sample: key is undefined but a key'],
  [
    'mixture.logProb(x) before mixture.fit',
    () => gaussianMixture({ shape: [2], components: 2, seed: 1 }).logProb(x()),
    'gaussianMixture.logProb: nothing has been fitted yet',
  ],
])('%s', async (_, call, told) => {
  const attempt = (async () => call(vae(small(), options)))();
  await expect(attempt).rejects.toThrow(told);
});

it.each<[written: string, call: (model: Vae) => unknown]>([
  ['fit(model, batches, { epochs: 1 })', (model) => fit(model, batches, { epochs: 1 })],
  [
    'mixture.fit(rows)',
    async () => {
      const mixture = gaussianMixture({ shape: [2], components: 1, seed: 1 });
      await mixture.fit(rows);
      mixture.logProb(ones([1, 2]));
    },
  ],
  ['mmd(rows, rows)', () => mmd(rows, points, rbf({ bandwidths: [1] }))],
])('%s is right now', async (_, call) => {
  await call(vae(small(), options));
});

it('sample(4, key(3)) is another sample than sample(4, key(1)), and the same each time', async () => {
  const model = vae(small(), options);
  const [one, three, again] = await Promise.all([1, 3, 3].map((seed) => model.sample(4, key(seed)).data()));
  expect(three).toEqual(again);
  expect(three).not.toEqual(one);
});
