import * as random from '@latentkit/random';
import { zeros } from '@tensorflow/tfjs-core';
import type { Rows } from '../call.ts';

const key = () => random.key(1);

export const rows: Rows = {
  bernoulli: {
    name: 'bernoulli',
    call: random.bernoulli,
    args: () => ({ key: key(), probability: 0.5, shape: [2] }),
  },
  bits: { name: 'bits', call: random.bits, args: () => ({ key: key(), count: 2 }) },
  categorical: {
    name: 'categorical',
    call: random.categorical,
    args: () => ({ key: key(), logits: zeros([2, 3]) }),
  },
  foldIn: { name: 'foldIn', call: random.foldIn, args: () => ({ key: key(), data: 1 }) },
  key: { name: 'key', call: random.key, args: () => ({ seed: 1 }) },
  normal: {
    name: 'normal',
    call: random.normal,
    args: () => ({ key: key(), shape: [2], options: { mean: 0 } }),
    optional: ['options'],
  },
  normalValues: { name: 'normalValues', call: random.normalValues, args: () => ({ key: key(), count: 2 }) },
  permutation: { name: 'permutation', call: random.permutation, args: () => ({ key: key(), count: 2 }) },
  split: { name: 'split', call: random.split, args: () => ({ key: key(), count: 2 }), optional: ['count'] },
  uniform: {
    name: 'uniform',
    call: random.uniform,
    args: () => ({ key: key(), shape: [2], options: { minimum: 0 } }),
    optional: ['options'],
  },
  uniformValues: { name: 'uniformValues', call: random.uniformValues, args: () => ({ key: key(), count: 2 }) },
};
