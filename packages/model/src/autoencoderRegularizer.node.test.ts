import { squaredErrorLikelihood } from '@latentkit/distributions';
import { dense, type Network, zerosInitializer } from '@latentkit/nn';
import { key as keyOf, normal, uniform } from '@latentkit/random';
import {
  dropoutAndBatchNorm,
  expectAllClose,
  onEveryBackend,
  testAutoencoder,
  testTrainable,
} from '@latentkit/testing';
import { add, clone, dispose, keep, mean, ones, square, sum, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { autoencoder, type Corruption, type NetworkRecipe, type Pass, type Regularizer } from './index.ts';
import { noisy, plain } from './toyBottlenecks.test-util.ts';

const networks = { encoder: dropoutAndBatchNorm, decoder: dropoutAndBatchNorm };
const options = { shape: [6], latentShape: [2] };
const data = (index: number) => uniform(keyOf(index), [4, 6]);
const corruption: Corruption = (data, key) => add(data, normal(key, data.shape));
const squares = (x: Tensor) => sum(square(x), 1);
const regularizers = {
  latents: { weight: 0.1, term: ({ latents }: Pass) => squares(latents) },
  encoder: { weight: 0.2, term: ({ data, encode }: Pass) => squares(encode(data)) },
  decoder: { weight: 0.3, term: ({ latents, decode }: Pass) => squares(decode(latents)) },
};
const ofWeights: Regularizer = {
  weight: 0.5,
  term: ({ decoder }) => sum(square(Object.values(decoder.variables)[0]!)),
};
const weights = { latents: 0.1, encoder: 0.2, decoder: 0.3 };

const make = (seed: number) =>
  autoencoder('regularized', networks, { ...options, seed, bottleneck: plain, corruption, regularizers });
testTrainable('an auto-encoder with corruption and regularisers', make, data, { weights, random: ['reconstruction'] });
testAutoencoder('an auto-encoder with corruption and regularisers', make, data, {
  sampled: false,
  random: false,
  weights,
});
testAutoencoder(
  'a noisy auto-encoder with regularisers',
  (seed) =>
    autoencoder('noisy', networks, {
      ...options,
      seed,
      bottleneck: noisy,
      regularizers: { ...regularizers, weights: ofWeights },
    }),
  data,
  { weights: { size: 0.5, ...weights, weights: 0.5 }, perExample: false },
);

const nothing = { kernelInitializer: zerosInitializer };

onEveryBackend(() => {
  it('corrupts what the encoder is given while training alone, and compares with what is clean', async () => {
    const given: Tensor[] = [];
    const listening: NetworkRecipe =
      ([size]) =>
      (inputShape, key) => {
        const network = dense(size!)(inputShape, key);
        const apply: Network['apply'] = (input, options) => {
          given.push(keep(clone(input)));
          return network.apply(input, options);
        };
        return { ...network, apply };
      };
    const architecture = { encoder: listening, decoder: ([size]: readonly number[]) => dense(size!, nothing) };
    const inputs = { ...options, seed: 1, bottleneck: plain, likelihood: squaredErrorLikelihood };
    const model = autoencoder('denoising', architecture, { ...inputs, corruption });
    const x = data(0);
    const first = model.step(x);
    // The decoder begins at 0.
    await expectAllClose(first.reconstruction, mean(squares(x)), { relative: 1e-6 });
    dispose([first, model.step(x), model.evaluate(x), model.encode(x)] as never);
    const seen = await Promise.all(given.map(async (input) => Array.from(await input.data())));
    const clean = Array.from(await x.data());
    expect(seen.length).toBe(4);
    expect(seen[0]).not.toEqual(clean);
    expect(seen[1]).not.toEqual(seen[0]);
    expect(seen.slice(2)).toEqual([clean, clean]);
  });

  it('scores each example by its reconstruction error, without randomness', async () => {
    const architecture = {
      encoder: dropoutAndBatchNorm,
      decoder: ([size]: readonly number[]) => dense(size!, nothing),
    };
    const likelihood = squaredErrorLikelihood;
    const model = autoencoder('noisy', architecture, { ...options, seed: 1, bottleneck: noisy, likelihood });
    const x = data(1);
    await expectAllClose(model.anomalyScore(x), squares(x), { relative: 1e-6 });
  });

  it('refuses a corruption that changes the shape, and regularisers that are none', () => {
    const inputs = { ...options, seed: 1, bottleneck: plain };
    const model = autoencoder('mine', networks, { ...inputs, corruption: () => zeros([4, 5]) });
    expect(() => model.step(data(0))).toThrow('mine: what corruption gave has shape [4,5] but');
    expect(model.stepCount).toBe(0);
    const attempt = (regularizers: unknown, bottleneck: typeof noisy | typeof plain = plain) =>
      autoencoder('mine', networks, { ...inputs, bottleneck, regularizers: regularizers as Record<never, never> });
    expect(() => attempt([])).toThrow('mine: regularizers is []');
    expect(() => attempt({ a: { weight: -1, term: () => ones([4]) } })).toThrow('mine: regularizers.a.weight is -1');
    expect(() => attempt({ a: { weight: 1 } })).toThrow('mine: regularizers.a.term is undefined');
    expect(() => attempt({ loss: ofWeights })).toThrow("mine: regularizers has 'loss', which another term is called");
    expect(() => attempt({ size: ofWeights }, noisy).step(data(0))).toThrow("mine: regularizers has 'size', which");
    expect(() => attempt({ a: { weight: 1, term: () => ones([3]) } }).step(data(0))).toThrow(
      'mine: regularizers.a gave shape [3] but [4] or a scalar was expected.',
    );
  });
});
