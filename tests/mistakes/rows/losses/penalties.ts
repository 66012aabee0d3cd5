import * as losses from '@latentkit/losses';
import { key } from '@latentkit/random';
import { eye, fill, type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { Rows } from '../../call.ts';
import { penalty } from './makers.ts';

const {
  addPenalties,
  consistency,
  dragan,
  gradientPenalty,
  lazyPenalty,
  lipschitz,
  orthogonalPenalty,
  r1,
  r2,
  scheduledPenalty,
  zeroCenteredGradientPenalty,
} = losses;
const encoder = (x: Tensor) => x;
const weights = () => [eye(2)];

export const rows: Rows = {
  ...Object.fromEntries(
    Object.entries({ dragan, gradientPenalty, zeroCenteredGradientPenalty }).map(([name, make]) => [
      name,
      penalty(name, make, true),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({ r1, r2, lipschitz }).map(([name, make]) => [name, penalty(name, make, false)]),
  ),
  addPenalties: {
    name: 'addPenalties',
    call: (first: losses.Penalty, second: losses.Penalty) => addPenalties(first, second),
    args: () => ({ 'penalties[0]': r1(), 'penalties[1]': r2() }),
  },
  consistency: {
    name: 'consistency',
    call: consistency,
    args: () => ({ options: { augment: (x: Tensor) => x, weight: 1, fakeWeight: 0 } }),
  },
  lazyPenalty: { name: 'lazyPenalty', call: lazyPenalty, args: () => ({ every: 2, penalty: r1() }) },
  scheduledPenalty: {
    name: 'scheduledPenalty',
    call: scheduledPenalty,
    args: () => ({ schedule: () => 1, penalty: r1() }),
  },
  orthogonalPenalty: {
    name: 'orthogonalPenalty',
    call: orthogonalPenalty,
    args: () => ({ options: { weight: 1, lengths: true } }),
    optional: ['options'],
  },
  contractive: { name: 'contractive', call: losses.contractive, args: () => ({ encoder, x: zeros([2, 3]) }) },
  contractiveEstimate: {
    name: 'contractiveEstimate',
    call: losses.contractiveEstimate,
    args: () => ({ encoder, x: zeros([2, 3]), key: key(1), options: { probes: 1 } }),
    optional: ['options'],
  },
  klSparsity: {
    name: 'klSparsity',
    call: losses.klSparsity,
    args: () => ({ activations: fill([2, 3], 0.5), options: { rate: 0.1 } }),
    optional: ['options'],
  },
  klSparsityFromLogits: {
    name: 'klSparsityFromLogits',
    call: losses.klSparsityFromLogits,
    args: () => ({ logits: zeros([2, 3]), options: { rate: 0.1 } }),
    optional: ['options'],
  },
  l1Sparsity: { name: 'l1Sparsity', call: losses.l1Sparsity, args: () => ({ activations: zeros([2, 3]) }) },
  orthogonality: [
    {
      name: 'orthogonality',
      call: losses.orthogonality,
      args: () => ({ weights: weights(), options: { lengths: false } }),
      optional: ['options'],
    },
    {
      name: 'orthogonality',
      call: (weight: Tensor) => losses.orthogonality([weight]),
      args: () => ({ 'weights[0]': eye(2) }),
    },
  ],
};
