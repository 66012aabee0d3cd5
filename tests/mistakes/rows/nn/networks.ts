import * as nn from '@latentkit/nn';
import { key } from '@latentkit/random';
import { ones, type Tensor } from '@tensorflow/tfjs-core';
import type { Rows } from '../../call.ts';
import { network, shared } from './shared.ts';

type Lines = nn.ComposedParts<{ line: nn.Network }>;

/** Networks of several layers or networks. */
export const rows: Rows = {
  compose: [
    {
      name: 'compose',
      call: nn.compose,
      args: () => ({ parts: { line: network() }, apply: (parts: Lines, input: Tensor) => parts.line(input) }),
    },
    {
      name: 'compose',
      call: (input: Tensor) => nn.compose({ line: shared() }, ({ line }, x) => line(x)).apply(input),
      args: () => ({ input: ones([1, 2]) }),
      allowed: { input: ['int32'] },
    },
  ],
  chain: { name: 'chain', call: nn.chain, args: () => ({ layers: [nn.dense(1)] }) },
  sequential: [
    {
      name: 'sequential',
      call: nn.sequential,
      args: () => ({ layers: [nn.dense(1)], options: { inputShape: [2], key: key(1) } }),
    },
    {
      name: 'sequential',
      call: (inputShape: nn.Shape, seedKey: never) => nn.sequential([nn.dense(1)], { inputShape, key: seedKey }),
      args: () => ({ inputShape: [2], key: key(1) }),
    },
    {
      name: 'sequential',
      call: (input: Tensor) => shared().apply(input),
      args: () => ({ input: ones([1, 2]) }),
      allowed: { input: ['int32'] },
    },
  ],

  spectralNorm: {
    name: 'spectralNorm',
    call: nn.spectralNorm,
    args: () => ({ layer: nn.dense(1), options: { iterations: 1 } }),
    optional: ['options'],
  },
  masked: {
    name: 'masked',
    call: nn.masked,
    args: () => ({ layer: nn.dense(1), mask: () => [1] }),
  },
  residual: {
    name: 'residual',
    call: nn.residual,
    args: () => ({ block: nn.dense(1), options: { shortcut: nn.dense(1) } }),
    optional: ['options'],
  },
  perceptron: {
    name: 'perceptron',
    call: nn.perceptron,
    args: () => ({ hidden: [2], outputShape: [1], options: { bias: true } }),
    optional: ['options'],
  },
  convDown: {
    name: 'convDown',
    call: nn.convDown,
    args: () => ({ outputShape: [2], options: { filters: [2] } }),
    optional: ['options'],
  },
  convUp: {
    name: 'convUp',
    call: nn.convUp,
    args: () => ({ outputShape: [4, 4, 1], options: { filters: [2] } }),
    optional: ['options'],
  },
  stageFilters: { name: 'stageFilters', call: nn.stageFilters, args: () => ({ shape: [8, 8, 1], base: 2 }) },
};
