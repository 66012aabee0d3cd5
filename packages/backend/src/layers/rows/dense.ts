import { layers } from '@tensorflow/tfjs-layers';
import { type LayerType, on, type Variant } from '../variant.ts';

const activations = [
  'elu',
  'gelu',
  'gelu_new',
  'hardSigmoid',
  'linear',
  'logSoftmax',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'softmax',
  'softplus',
  'softsign',
  'swish',
  'tanh',
] as const;

const three = [[4], [4], [4]];

export const dense = {
  activation: activations.map((activation) =>
    on([4], activation, () => layers.activation({ activation: activation as (typeof activations)[0] })),
  ),
  // Those that tfjs has in one kernel with the product, and one that it has not.
  dense: [
    ...(['linear', 'relu', 'elu', 'tanh'] as const).map((activation) =>
      on([4], activation, () => layers.dense({ units: 3, activation })),
    ),
    on([2, 4], 'rank 3, no bias', () => layers.dense({ units: 3, useBias: false })),
  ],
  elu: [on([4], 'default', () => layers.elu())],
  leakyReLU: [on([4], 'default', () => layers.leakyReLU({ alpha: 0.1 }))],
  prelu: [
    on([4], 'default', () => layers.prelu()),
    on([3, 3, 2], 'shared', () => layers.prelu({ sharedAxes: [1, 2] })),
  ],
  reLU: [on([4], 'default', () => layers.reLU()), on([4], 'cut off', () => layers.reLU({ maxValue: 0.4 }))],
  softmax: [on([4], 'default', () => layers.softmax())],
  // tfjs has no gradient of the comparison.
  thresholdedReLU: [
    on([4], 'default', () => layers.thresholdedReLU({ theta: 0.1 }), { plain: { cpu: 'throws', wasm: 'throws' } }),
  ],
  add: [{ name: 'default', inputs: three, layer: () => layers.add() }],
  average: [{ name: 'default', inputs: three, layer: () => layers.average() }],
  concatenate: [{ name: 'default', inputs: [[4], [3]], layer: () => layers.concatenate() }],
  dot: [
    { name: 'default', inputs: [[4], [4]], layer: () => layers.dot({ axes: -1 }) },
    {
      name: 'normalised',
      inputs: [
        [3, 4],
        [4, 2],
      ],
      layer: () => layers.dot({ axes: [2, 1], normalize: true }),
    },
  ],
  maximum: [{ name: 'default', inputs: three, layer: () => layers.maximum() }],
  minimum: [{ name: 'default', inputs: three, layer: () => layers.minimum() }],
  multiply: [{ name: 'default', inputs: three, layer: () => layers.multiply() }],
  batchNormalization: [
    on([4], 'default', () => layers.batchNormalization()),
    on([3, 3, 2], 'pictures', () => layers.batchNormalization({ momentum: 0.5 })),
  ],
  layerNormalization: [
    on([4], 'default', () => layers.layerNormalization()),
    on([3, 4], 'two axes', () => layers.layerNormalization({ axis: [1, 2] })),
  ],
  // The noise is that of Math.random, which stands still here.
  alphaDropout: [on([6], 'default', () => layers.alphaDropout({ rate: 0.3 }))],
  dropout: [on([6], 'default', () => layers.dropout({ rate: 0.3, seed: 1 }))],
  gaussianDropout: [on([6], 'default', () => layers.gaussianDropout({ rate: 0.3 }))],
  gaussianNoise: [on([6], 'default', () => layers.gaussianNoise({ stddev: 0.3 }))],
  spatialDropout1d: [on([5, 3], 'default', () => layers.spatialDropout1d({ rate: 0.3, seed: 1 }))],
} satisfies Partial<Record<LayerType, readonly Variant[]>>;
