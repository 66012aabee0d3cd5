import type { Case } from './case.ts';
import { makeVae } from './vae.ts';
import { normal, uniform, weightsOf } from './weights.ts';

/** What runs at the speed of memory, so no share of the peak is counted. */
export const elementwiseCases: readonly Case[] = [
  {
    name: 'adam-650k',
    title: 'Adam over the 652,824 parameters of the VAE',
    program: 'adam',
    settings: {},
    flop: 0,
    tensors() {
      const weights = Object.entries(weightsOf(makeVae())).map(([, values]) => values);
      return Object.fromEntries(
        weights.flatMap((values, i) => [
          [`value.${i}`, values],
          [`gradient.${i}`, normal(i, values.shape)],
        ]),
      );
    },
  },
  {
    name: 'bernoulli-128',
    title: 'Bernoulli loss 128×784, forward and backward',
    program: 'bernoulli',
    settings: {},
    flop: 0,
    tensors: () => ({ logits: normal(1, [128, 784]), target: uniform(2, [128, 784]) }),
  },
  {
    name: 'batch-norm',
    title: 'batch norm 64×14×14×64, forward and backward',
    program: 'batchNorm',
    settings: {},
    flop: 0,
    tensors: () => ({ x: normal(1, [64, 14, 14, 64]), dy: normal(2, [64, 14, 14, 64]) }),
  },
];
