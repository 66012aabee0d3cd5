import { key } from '@latentkit/random';
import { onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { sequential as kerasModel, layers } from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import * as nn from './index.ts';

type Dtype = 'float32' | 'int32' | 'bool';
/** In Chromium refusals alone, which compile no shaders. */
const dtypes: readonly Dtype[] = typeof window === 'undefined' ? ['float32', 'int32', 'bool'] : ['int32', 'bool'];
const ones = (shape: readonly number[], dtype: Dtype = 'float32') => tf.ones([...shape], dtype);

/** What is called with a tensor of a type, and what the error calls that tensor. */
interface Row {
  readonly argument: string;
  readonly call: (dtype: Dtype) => unknown;
  /** The function inside that names itself in its place. */
  readonly inside?: string;
  /** Types that are taken. Default: float32 alone. */
  readonly takes?: readonly Dtype[];
}

const shape = [4, 4, 1];

/** A layer, or a network of several, whose first one may name itself. */
const layer = (make: nn.Layer, inputShape: readonly number[] = shape, more: Partial<Row> = {}): Row => ({
  argument: 'input',
  call: (dtype) => make(inputShape, key(1)).apply(ones([2, ...inputShape], dtype), { training: true, key: key(2) }),
  ...more,
});

/** A layer that reads labels from the context. */
const conditional = (make: nn.Layer, inputShape = shape): Row => ({
  argument: 'input',
  call: (dtype) =>
    make(inputShape, key(1)).apply(ones([2, ...inputShape], dtype), {
      training: true,
      context: { label: tf.tensor1d([0, 1], 'int32') },
    }),
});

/** An optimiser that is given a gradient. */
const optimizer = (make: () => nn.Optimizer): Row => ({
  argument: 'gradients.w',
  call: (dtype) =>
    make()
      .bind({ w: tf.variable(ones([2])) })
      .apply({ w: ones([2], dtype) }),
});

/** A network that an initialiser makes. */
const initialized = (make: (initializer: nn.Initializer) => nn.Layer, argument: string, inputShape = shape): Row => ({
  argument: `${argument}()`,
  call: (dtype) => make((_, shape) => ones(shape, dtype))(inputShape, key(1)),
});

const scalars = (dtype: Dtype) => {
  const bound = nn.sgd().bind({ w: tf.variable(tf.scalar(1)) });
  return nn.minimize(bound, () => ({
    loss: tf.sum(tf.square(bound.variables.w!)),
    other: ones([], dtype),
  }));
};

const keras = (dtype: 'float32' | 'int32', takes: readonly Dtype[]): Row => ({
  argument: 'input',
  call: (given) => {
    const model = kerasModel({ layers: [layers.flatten({ inputShape: [2, 1], dtype })] });
    return nn.fromLayers(model as unknown as nn.KerasModel).apply(ones([3, 2, 1], given));
  },
  takes,
});

/** By export, which the error names. */
const rows: Readonly<Record<string, Row>> = {
  relu: layer(nn.relu),
  leakyRelu: layer(nn.leakyRelu()),
  elu: layer(nn.elu),
  gelu: layer(nn.gelu),
  silu: layer(nn.silu),
  tanh: layer(nn.tanh),
  sigmoid: layer(nn.sigmoid),
  softplus: layer(nn.softplus),
  batchNorm: layer(nn.batchNorm()),
  layerNorm: layer(nn.layerNorm()),
  groupNorm: layer(nn.groupNorm(1)),
  instanceNorm: layer(nn.instanceNorm()),
  pixelNorm: layer(nn.pixelNorm()),
  minibatchStandardDeviation: layer(nn.minibatchStandardDeviation()),
  averagePool: layer(nn.averagePool(2)),
  maxPool: layer(nn.maxPool(2)),
  upsample: layer(nn.upsample(2)),
  concatContext: conditional(nn.concatContext('label', { classes: 2 })),
  film: conditional(nn.film('label', { classes: 2 })),
  conditionalBatchNorm: conditional(nn.conditionalBatchNorm('label', 2)),
  projection: conditional(nn.projection('label', 2), [3]),
  spectralNorm: layer(nn.spectralNorm(nn.dense(2)), [3], { inside: 'dense' }),
  masked: layer(
    nn.masked(nn.dense(2), () => new Float32Array(6)),
    [3],
    { inside: 'dense' },
  ),
  residual: layer(nn.residual(nn.dense(3)), [3], { inside: 'dense|compose' }),
  compose: layer(
    (inputShape, key) => {
      const line = nn.dense(2)(inputShape, key);
      return { ...line, ...nn.compose({ line }, ({ line }, x) => line(x)) };
    },
    [3],
    { inside: 'dense' },
  ),
  conv2d: layer(nn.conv2d(2, { kernelSize: 2 })),
  depthwiseConv2d: layer(nn.depthwiseConv2d({ kernelSize: 2 })),
  modulatedConv2d: conditional(nn.modulatedConv2d(2, 'label', { classes: 2 }, { kernelSize: 3 })),
  noiseInput: layer(nn.noiseInput),
  constantInput: layer(nn.constantInput([2]), [3]),
  truncation: layer(nn.truncation(), [3]),
  conv2dTranspose: layer(nn.conv2dTranspose(2, { kernelSize: 2 })),
  dense: layer(nn.dense(2), [3]),
  dropout: layer(nn.dropout(0.5)),
  flatten: layer(nn.flatten),
  reshape: layer(nn.reshape([16])),
  rescale: layer(nn.rescale(2, 1)),
  embedding: layer(nn.embedding(3, 2), [2], { takes: ['int32'] }),
  sequential: layer((inputShape, key) => nn.sequential([nn.relu], { inputShape, key }), shape, { inside: 'relu' }),
  chain: layer(nn.chain([nn.embedding(3, 2)]), [2], { inside: 'embedding', takes: ['int32'] }),
  perceptron: layer(nn.perceptron([2], [3]), shape, { inside: 'flatten' }),
  convDown: layer(nn.convDown([2], { filters: [2] }), shape, { inside: 'conv2d' }),
  convUp: layer(nn.convUp(shape, { filters: [2] }), [3], { inside: 'dense' }),
  fromLayers: keras('float32', ['float32']),
  'fromLayers, of integers': keras('int32', ['float32', 'int32']),
  adam: optimizer(() => nn.adam()),
  adamW: optimizer(() => nn.adamW()),
  rmsProp: optimizer(() => nn.rmsProp()),
  sgd: optimizer(() => nn.sgd({ momentum: 0.9 })),
  clipWeights: optimizer(() => nn.clipWeights(1, nn.adam())),
  clipByNorm: optimizer(() => nn.clipByNorm(1, nn.adam())),
  'adam, of variables': {
    argument: 'variables.w',
    call: (dtype) => nn.adam().bind({ w: tf.variable(ones([2], dtype)) }),
  },
  minimize: { argument: 'loss().other', call: scalars },
  'dense, by its initialiser': initialized(
    (kernelInitializer) => nn.dense(2, { kernelInitializer }),
    'kernelInitializer',
    [3],
  ),
  'dense, by that of its bias': initialized(
    (biasInitializer) => nn.dense(2, { biasInitializer }),
    'biasInitializer',
    [3],
  ),
  'conv2d, by its initialiser': initialized(
    (kernelInitializer) => nn.conv2d(2, { kernelSize: 2, kernelInitializer }),
    'kernelInitializer',
  ),
  'conv2dTranspose, by its initialiser': initialized(
    (kernelInitializer) => nn.conv2dTranspose(2, { kernelSize: 2, kernelInitializer }),
    'kernelInitializer',
  ),
  'embedding, by its initialiser': initialized((initializer) => nn.embedding(3, 2, { initializer }), 'initializer'),
};

/** What takes no tensors, or names and states, which have tests of their own. */
const others =
  /^(key|stageFilters|orthogonal|(fanIn|glorot|he|lecun)\w+|\w+Initializer|constant|cosine|cyclical|exponentialDecay|linear|warmup|collectState|restoreState|variablesOf|StateMismatchError|assertNetworks|assertCounters|assertParts|assertValues|joinParts|partOptions|readConditions|outputRangeOf|hasBatchNorm)$/;

it('every layer, network and optimiser is looked at', () => {
  const seen = Object.keys(rows).map((name) => name.split(',')[0]!);
  expect(Object.keys(nn).filter((name) => !others.test(name) && !seen.includes(name))).toEqual([]);
});

onEveryBackend(() => {
  it.each(Object.entries(rows).flatMap(([name, row]) => dtypes.map((dtype) => ({ name, dtype, ...row }))))(
    '$name, $dtype',
    ({ name, dtype, argument, call, inside, takes = ['float32'] }) => {
      const run = () => tf.tidy(() => void call(dtype));
      if (takes.includes(dtype)) {
        run();
        return;
      }
      const callers = [name.split(',')[0], ...(inside ? [inside, 'sequential'] : [])].join('|');
      const quoted = argument.replace(/[()[\]]/g, '\\$&');
      expect(run).toThrow(
        new RegExp(`^(${callers}): ${quoted} has dtype ${dtype} but (float32|int32| or )+ was expected: `),
      );
    },
  );
});
