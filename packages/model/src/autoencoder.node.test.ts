import type { Network } from '@latentkit/nn';
import { key, uniform } from '@latentkit/random';
import {
  dropoutAndBatchNorm,
  onEveryBackend,
  testAutoencoder,
  testBottleneck,
  testTrainable,
} from '@latentkit/testing';
import { dispose } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { autoencoder, type NetworkRecipe } from './index.ts';
import { noisy, plain } from './toyBottlenecks.test-util.ts';

const networks = { encoder: dropoutAndBatchNorm, decoder: dropoutAndBatchNorm };
const options = { shape: [6], latentShape: [2] };
const data = (index: number) => uniform(key(index), [4, 6]);

const makePlain = (seed: number) => autoencoder('plain', networks, { ...options, seed, bottleneck: plain });
testTrainable('a plain auto-encoder', makePlain, data);
testAutoencoder('a plain auto-encoder', makePlain, data, { sampled: false, random: false });
testBottleneck('the encoder output itself', plain, { random: false });

const makeNoisy = (seed: number) => autoencoder('noisy', networks, { ...options, seed, bottleneck: noisy });
testTrainable('a noisy auto-encoder', makeNoisy, data);
testAutoencoder('a noisy auto-encoder', makeNoisy, data, { weights: { size: 0.5 }, perExample: false });
testBottleneck('a noisy bottleneck', noisy, { latentShape: [2, 2] });

onEveryBackend(() => {
  it('gives encoder, bottleneck and decoder keys of their own at every step', () => {
    const keys: string[] = [];
    const listening = (part: NetworkRecipe): NetworkRecipe => {
      return (outputShape) => (inputShape, key) => {
        const network = part(outputShape)(inputShape, key);
        const apply: Network['apply'] = (input, options) => {
          if (options?.training) keys.push(String(options.key));
          return network.apply(input, options);
        };
        return { ...network, apply };
      };
    };
    const recipe = listening(dropoutAndBatchNorm);
    const bottleneck: typeof plain = (inputs) => ({
      ...plain(inputs),
      encode(output, at) {
        keys.push(String(at.key));
        return plain(inputs).encode(output, at);
      },
    });
    const model = autoencoder('plain', { encoder: recipe, decoder: recipe }, { ...options, seed: 1, bottleneck });
    for (const index of [0, 1]) dispose(model.step(data(index)));
    expect(keys.length).toBe(6);
    expect(new Set(keys).size).toBe(6);
  });
});
