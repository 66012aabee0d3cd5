import { key, uniform } from '@latentkit/random';
import { dropoutAndBatchNorm, testAutoencoder, testBottleneck, testTrainable } from '@latentkit/testing';
import { autoencoder } from './index.ts';
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
