import * as nn from '@latentkit/nn';
import { mean, ones } from '@tensorflow/tfjs-core';
import type { Rows } from '../../call.ts';
import { rows as randomRows } from '../random.ts';
import { rows as context } from './context.ts';
import { rows as initializers } from './initializers.ts';
import { rows as layers } from './layers.ts';
import { rows as networks } from './networks.ts';
import { rows as optimizers } from './optimizers.ts';
import { network, shared } from './shared.ts';

const state = () => nn.collectState('line', { network: shared() });

const named = 'an error of its caller, which is given as the first argument';

export const rows: Rows = {
  ...context,
  ...initializers,
  ...layers,
  ...networks,
  ...optimizers,
  assertNetworks: {
    name: 'mine',
    call: (encoder: nn.Network) =>
      nn.assertNetworks('mine', { encoder: { network: encoder, inputShape: [2], outputShape: [1] } }),
    args: () => ({ encoder: network() }),
  },
  assertParts: { none: `checks what a model is made of; ${named}` },
  assertCounters: { none: `checks what a model counts; ${named}` },
  joinParts: { none: `joins what its caller has checked; ${named}` },
  readConditions: { none: `makes layers of conditions; ${named}` },
  partOptions: { none: 'takes the options that its caller was given' },
  assertValues: { none: `checks options.values; ${named}` },
  hasBatchNorm: { none: 'says what a network knows of itself' },
  outputRangeOf: { none: `says what a network knows of itself; ${named}` },
  StateMismatchError: { none: 'an error' },
  key: randomRows.key!,

  minimize: {
    name: 'minimize',
    call: nn.minimize,
    args: () => {
      const line = network();
      return {
        optimizer: nn.sgd().bind(line.variables),
        loss: () => ({ loss: mean(line.apply(ones([2, 2]))) }),
      };
    },
  },
  fromLayers: {
    name: 'fromLayers',
    call: nn.fromLayers,
    args: () => ({ model: kerasModel() }),
  },

  collectState: {
    name: 'collectState',
    call: nn.collectState,
    args: () => ({ kind: 'line', parts: { network: network() }, counters: { step: 0 } }),
    optional: ['counters'],
    allowed: { parts: ['empty object'], counters: ['empty object'] },
  },
  restoreState: [
    {
      name: 'line.restore',
      call: (given: nn.State) => nn.restoreState(given, 'line', { network: shared() }),
      args: () => ({ state: state() }),
    },
    {
      name: 'restoreState',
      call: (kind: string, parts: nn.Parts, counters: object) =>
        nn.restoreState(state(), kind, parts, counters as Record<string, number>),
      args: () => ({ kind: 'line', parts: { network: network() }, counters: {} }),
      optional: ['counters'],
      allowed: { parts: ['empty object'], counters: ['empty object'] },
    },
  ],
  variablesOf: {
    name: 'variablesOf',
    call: nn.variablesOf,
    args: () => ({ networks: { network: network() } }),
    allowed: { networks: ['empty object'] },
  },
};

function kerasModel(): nn.KerasModel {
  return {
    layers: [],
    inputs: [{ shape: [null, 2] }],
    outputs: [{ shape: [null, 2] }],
    apply: (input) => input,
  };
}
