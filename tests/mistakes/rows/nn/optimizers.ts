import * as nn from '@latentkit/nn';
import { ones } from '@tensorflow/tfjs-core';
import type { Row, Rows } from '../../call.ts';
import { shared } from './shared.ts';

/** An optimiser: its options, and what it is bound to. */
function optimizer(name: string, make: (options?: never) => nn.Optimizer): Row {
  return [
    { name, call: make, args: () => ({ options: { learningRate: 0.1 } }), optional: ['options'] },
    {
      name,
      call: (variables: nn.NamedVariables) => make().bind(variables),
      args: () => ({ variables: shared().variables }),
      allowed: { variables: ['empty object'] },
    },
    {
      name,
      call: (gradients: nn.NamedTensors) => {
        const bound = make().bind(shared().variables);
        try {
          bound.apply(gradients);
        } finally {
          bound.dispose();
        }
      },
      args: () => ({ gradients: { '0/kernel': ones([2, 1]), '0/bias': ones([1]) } }),
    },
  ];
}

const schedule = (name: string, make: typeof nn.linear): Row => ({
  name,
  call: make,
  args: () => ({ options: { from: 1, to: 0, steps: 2 } }),
});

export const rows: Rows = {
  adam: optimizer('adam', nn.adam),
  adamW: optimizer('adamW', nn.adamW),
  rmsProp: optimizer('rmsProp', nn.rmsProp),
  sgd: optimizer('sgd', nn.sgd),
  clipWeights: { name: 'clipWeights', call: nn.clipWeights, args: () => ({ limit: 1, optimizer: nn.sgd() }) },
  clipByNorm: { name: 'clipByNorm', call: nn.clipByNorm, args: () => ({ maxNorm: 1, optimizer: nn.sgd() }) },

  constant: { name: 'constant', call: nn.constant, args: () => ({ value: 1 }) },
  linear: schedule('linear', nn.linear),
  cosine: schedule('cosine', nn.cosine),
  cyclical: {
    name: 'cyclical',
    call: nn.cyclical,
    args: () => ({ steps: 2, schedule: nn.constant(1), times: 2 }),
    optional: ['times'],
  },
  exponentialDecay: {
    name: 'exponentialDecay',
    call: nn.exponentialDecay,
    args: () => ({ options: { from: 1, factor: 0.5, steps: 2 } }),
  },
  warmup: {
    name: 'warmup',
    call: nn.warmup,
    args: () => ({ steps: 2, schedule: nn.constant(1) }),
    allowed: { schedule: ['number'] },
  },
};
