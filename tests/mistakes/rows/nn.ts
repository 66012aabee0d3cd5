import * as nn from '@latentkit/nn';
import { key } from '@latentkit/random';
import { mean, ones, type Tensor, type Tensor2D, tensor1d, zeros } from '@tensorflow/tfjs-core';
import type { Call, Row, Rows } from '../call.ts';
import { rows as randomRows } from './random.ts';

let made: nn.ShapedNetwork | undefined;
/** The network of all calls that are to be refused, and so change nothing. */
const shared = () => {
  made ??= network();
  return made;
};
const network = () => nn.sequential([nn.dense(1)], { inputShape: [2], key: key(1) });
const state = () => nn.collectState('line', { network: shared() });

/** A layer that is exported as such: built for a shape, and applied. */
function builtLayer(name: string, layer: nn.Layer): Row {
  return [
    {
      name,
      call: (inputShape: nn.Shape) => layer(inputShape, key(1)),
      args: () => ({ inputShape: [2, 2] }),
    },
    applied(name, layer, [2, 2]),
  ];
}

/** What a layer makes, applied to a batch. */
function applied(name: string, layer: nn.Layer, shape: nn.Shape): Call {
  let built: nn.Network | undefined;
  return {
    name,
    call(input: Tensor) {
      built ??= layer(shape, key(1));
      return built.apply(input);
    },
    args: () => ({ input: ones([2, ...shape]) }),
  };
}

function initializer(name: string, initialize: nn.Initializer): Row {
  return { name, call: initialize, args: () => ({ key: key(1), shape: [2, 2], fans: { fanIn: 2, fanOut: 2 } }) };
}

function filled(name: string, initialize: nn.Initializer): Call {
  return {
    name,
    call: (shape: number[]) => initialize(key(1), shape, { fanIn: 1, fanOut: 1 }),
    args: () => ({ shape: [2] }),
  };
}

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

const convolution = (name: string, layer: typeof nn.conv2d): Row => [
  { name, call: layer, args: () => ({ filters: 1, options: { kernelSize: 2 } }) },
  applied(name, layer(1, { kernelSize: 2 }), [3, 3, 1]),
];

const schedule = (name: string, make: typeof nn.linear): Row => ({
  name,
  call: make,
  args: () => ({ options: { from: 1, to: 0, steps: 2 } }),
});

type Lines = nn.ComposedParts<{ line: nn.Network }>;
const codes = () => ({ from: zeros([1, 2]), to: ones([1, 2]), steps: 3 });
const named = 'an error of its caller, which is given as the first argument';

export const rows: Rows = {
  assertNetworks: {
    name: 'mine',
    call: (encoder: nn.Network) =>
      nn.assertNetworks('mine', { encoder: { network: encoder, inputShape: [2], outputShape: [1] } }),
    args: () => ({ encoder: network() }),
  },
  outputRangeOf: { none: `says what a network knows of itself; ${named}` },
  dataWatch: {
    name: 'dataWatch',
    call: nn.dataWatch,
    args: () => ({ options: { caller: 'mine', support: { minimum: 0, maximum: 1 }, taker: 'it', remedy: 'scale' } }),
  },
  UnsupportedDataError: { none: 'an error' },
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
  decodeBetween: {
    name: 'decodeBetween',
    call: nn.decodeBetween,
    args: () => ({ decode: (x: Tensor2D) => x.clone(), ...codes() }),
  },
  interpolateLatents: { name: 'interpolateLatents', call: nn.interpolateLatents, args: codes },

  glorotUniform: initializer('glorotUniform', nn.glorotUniform),
  glorotNormal: initializer('glorotNormal', nn.glorotNormal),
  heUniform: initializer('heUniform', nn.heUniform),
  heNormal: initializer('heNormal', nn.heNormal),
  lecunUniform: initializer('lecunUniform', nn.lecunUniform),
  lecunNormal: initializer('lecunNormal', nn.lecunNormal),
  fanInUniform: initializer('fanInUniform', nn.fanInUniform),
  zerosInitializer: filled('zerosInitializer', nn.zerosInitializer),
  onesInitializer: filled('onesInitializer', nn.onesInitializer),
  constantInitializer: { name: 'constantInitializer', call: nn.constantInitializer, args: () => ({ value: 1 }) },
  normalInitializer: {
    name: 'normalInitializer',
    call: nn.normalInitializer,
    args: () => ({ standardDeviation: 1, mean: 0 }),
    optional: ['mean'],
  },
  orthogonal: {
    name: 'orthogonal',
    call: nn.orthogonal,
    args: () => ({ options: { gain: 1 } }),
    optional: ['options'],
  },

  relu: builtLayer('relu', nn.relu),
  elu: builtLayer('elu', nn.elu),
  gelu: builtLayer('gelu', nn.gelu),
  silu: builtLayer('silu', nn.silu),
  tanh: builtLayer('tanh', nn.tanh),
  sigmoid: builtLayer('sigmoid', nn.sigmoid),
  softplus: builtLayer('softplus', nn.softplus),
  flatten: builtLayer('flatten', nn.flatten),
  leakyRelu: [
    { name: 'leakyRelu', call: nn.leakyRelu, args: () => ({ slope: 0.1 }), optional: ['slope'] },
    applied('leakyRelu', nn.leakyRelu(), [2]),
  ],
  batchNorm: [
    { name: 'batchNorm', call: nn.batchNorm, args: () => ({ options: { momentum: 0.9 } }), optional: ['options'] },
    applied('batchNorm', nn.batchNorm(), [2]),
  ],
  layerNorm: [
    { name: 'layerNorm', call: nn.layerNorm, args: () => ({ options: { epsilon: 1e-5 } }), optional: ['options'] },
    applied('layerNorm', nn.layerNorm(), [2]),
  ],
  dense: [
    { name: 'dense', call: nn.dense, args: () => ({ units: 1, options: { bias: true } }), optional: ['options'] },
    applied('dense', nn.dense(1), [2]),
  ],
  conv2d: convolution('conv2d', nn.conv2d),
  conv2dTranspose: convolution('conv2dTranspose', nn.conv2dTranspose),
  dropout: [
    { name: 'dropout', call: nn.dropout, args: () => ({ rate: 0.5 }) },
    applied('dropout', nn.dropout(0.5), [2]),
  ],
  embedding: [
    {
      name: 'embedding',
      call: nn.embedding,
      args: () => ({ count: 2, size: 2, options: { initializer: nn.onesInitializer } }),
      optional: ['options'],
    },
    { ...applied('embedding', nn.embedding(2, 2), []), args: () => ({ input: tensor1d([0, 1], 'int32') }) },
  ],
  reshape: [
    { name: 'reshape', call: nn.reshape, args: () => ({ shape: [2, 1] }) },
    applied('reshape', nn.reshape([2, 1]), [2]),
  ],
  rescale: [
    { name: 'rescale', call: nn.rescale, args: () => ({ scale: 2, offset: -1 }) },
    applied('rescale', nn.rescale(2, -1), [2]),
  ],
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
  encoderDecoders: {
    name: 'encoderDecoders',
    call: nn.encoderDecoders,
    args: () => ({ numbersPerCode: 2 }),
  },

  adam: optimizer('adam', nn.adam),
  adamW: optimizer('adamW', nn.adamW),
  rmsProp: optimizer('rmsProp', nn.rmsProp),
  sgd: optimizer('sgd', nn.sgd),
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

  modelState: {
    name: 'modelState',
    call: nn.modelState,
    args: () => ({ kind: 'line', parts: { network: network() }, initial: { step: 0 }, options: {} }),
    optional: ['options'],
    allowed: { parts: ['empty object'], initial: ['empty object'] },
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
