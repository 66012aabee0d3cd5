import * as nn from '@latentkit/nn';
import { tensor1d } from '@tensorflow/tfjs-core';
import type { Row, Rows } from '../../call.ts';
import { applied, builtLayer } from './built.ts';

const convolution = (name: string, layer: typeof nn.conv2d): Row => [
  { name, call: layer, args: () => ({ filters: 1, options: { kernelSize: 2 } }) },
  applied(name, layer(1, { kernelSize: 2 }), [3, 3, 1]),
];

const pool = (name: string, layer: typeof nn.averagePool): Row => [
  { name, call: layer, args: () => ({ size: 2, options: { strides: 1 } }), optional: ['size', 'options'] },
  applied(name, layer(), [2, 2, 1]),
];

export const rows: Rows = {
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
  depthwiseConv2d: [
    { name: 'depthwiseConv2d', call: nn.depthwiseConv2d, args: () => ({ options: { kernelSize: 2 } }) },
    applied('depthwiseConv2d', nn.depthwiseConv2d({ kernelSize: 2 }), [3, 3, 1]),
  ],
  noiseInput: builtLayer('noiseInput', nn.noiseInput),
  constantInput: [
    {
      name: 'constantInput',
      call: nn.constantInput,
      args: () => ({ shape: [2], options: { initializer: nn.onesInitializer } }),
      optional: ['options'],
    },
    applied('constantInput', nn.constantInput([2]), [3]),
  ],
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
  groupNorm: [
    {
      name: 'groupNorm',
      call: nn.groupNorm,
      args: () => ({ groups: 1, options: { epsilon: 1e-5 } }),
      optional: ['options'],
    },
    applied('groupNorm', nn.groupNorm(1), [2]),
  ],
  instanceNorm: [
    {
      name: 'instanceNorm',
      call: nn.instanceNorm,
      args: () => ({ options: { epsilon: 1e-5 } }),
      optional: ['options'],
    },
    applied('instanceNorm', nn.instanceNorm(), [2, 2]),
  ],
  pixelNorm: [
    { name: 'pixelNorm', call: nn.pixelNorm, args: () => ({ options: { epsilon: 1e-8 } }), optional: ['options'] },
    applied('pixelNorm', nn.pixelNorm(), [2]),
  ],
  minibatchStandardDeviation: [
    {
      name: 'minibatchStandardDeviation',
      call: nn.minibatchStandardDeviation,
      args: () => ({ options: { groupSize: 2 } }),
      optional: ['options'],
    },
    applied('minibatchStandardDeviation', nn.minibatchStandardDeviation(), [2]),
  ],
  upsample: [
    {
      name: 'upsample',
      call: nn.upsample,
      args: () => ({ factor: 2, options: { method: 'bilinear' } }),
      optional: ['factor', 'options'],
    },
    applied('upsample', nn.upsample(), [2, 2, 1]),
  ],
  averagePool: pool('averagePool', nn.averagePool),
  maxPool: pool('maxPool', nn.maxPool),
};
