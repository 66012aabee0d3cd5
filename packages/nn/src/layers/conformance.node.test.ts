import { key, normal } from '@latentkit/random';
import { testNetwork } from '@latentkit/testing';
import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import {
  averagePool,
  chain,
  concatContext,
  conditionalBatchNorm,
  constantInput,
  conv2d,
  dense,
  depthwiseConv2d,
  film,
  flatten,
  groupNorm,
  instanceNorm,
  type Layer,
  masked,
  maxPool,
  minibatchStandardDeviation,
  modulatedConv2d,
  noiseInput,
  pixelNorm,
  projection,
  residual,
  type Shape,
  sequential,
  spectralNorm,
  truncation,
  upsample,
} from '../index.ts';

const label = () => ({ label: tensor1d([0, 2, 1, 2], 'int32') });
const style = () => ({ style: normal(key(5), [4, 3]) });

// A layer without weights stands between two that have some, so that its gradient must get through.
const cases: Record<string, [layers: Layer[], inputShape: Shape, options?: Parameters<typeof testNetwork>[3]]> = {
  groupNorm: [
    [conv2d(4, { kernelSize: 3 }), groupNorm(2)],
    [3, 4, 2],
  ],
  'groupNorm of vectors': [[dense(6), groupNorm(2)], [3]],
  instanceNorm: [
    [conv2d(2, { kernelSize: 3 }), instanceNorm()],
    [3, 4, 2],
  ],
  pixelNorm: [
    [conv2d(3, { kernelSize: 3 }), pixelNorm()],
    [3, 4, 2],
  ],
  minibatchStandardDeviation: [
    [dense(3), minibatchStandardDeviation({ groupSize: 2 }), dense(2)],
    [3],
    { mixesExamples: true },
  ],
  residual: [[residual(chain([dense(4), pixelNorm()]), { shortcut: dense(4) }), residual(dense(4))], [3]],
  'upsample, nearest': [
    [conv2d(2, { kernelSize: 3 }), upsample([2, 3])],
    [3, 2, 1],
  ],
  'upsample, bilinear': [
    [conv2d(2, { kernelSize: 3 }), upsample(2, { method: 'bilinear' })],
    [3, 2, 1],
  ],
  averagePool: [
    [conv2d(2, { kernelSize: 3 }), averagePool(3, { strides: 2, padding: 'same' })],
    [4, 5, 1],
  ],
  maxPool: [
    [conv2d(2, { kernelSize: 3 }), maxPool()],
    [4, 5, 1],
  ],
  spectralNorm: [[spectralNorm(chain([conv2d(2, { kernelSize: 3 }), flatten, dense(2)]))], [3, 4, 1]],
  masked: [[masked(dense(2), () => [1, 0, 0.5, 1, 0, 1])], [3]],
  'concatContext of labels': [[concatContext('label', { classes: 3 }), dense(2)], [3], { context: label }],
  'concatContext of pictures': [
    [concatContext('style', 3), conv2d(2, { kernelSize: 3 })],
    [3, 4, 1],
    { context: style },
  ],
  film: [[conv2d(2, { kernelSize: 3 }), film('style', 3)], [3, 4, 1], { context: style }],
  'film of labels': [[film('label', { classes: 3 })], [3], { context: label }],
  conditionalBatchNorm: [[conditionalBatchNorm('label', 3)], [3, 4, 2], { context: label }],
  projection: [[projection('label', 3)], [5], { context: label }],
  depthwiseConv2d: [[depthwiseConv2d({ kernelSize: 3 })], [3, 4, 2]],
  modulatedConv2d: [[modulatedConv2d(3, 'style', 3, { kernelSize: 3 })], [3, 4, 2], { context: style }],
  'modulatedConv2d, not demodulated, without bias': [
    [modulatedConv2d(2, 'style', 3, { kernelSize: 1, demodulate: false, bias: false })],
    [3, 4, 2],
    { context: style },
  ],
  noiseInput: [[conv2d(2, { kernelSize: 3 }), noiseInput], [3, 4, 1], { key: key(3) }],
  constantInput: [[constantInput([3, 4, 2]), conv2d(2, { kernelSize: 3 })], [5]],
  truncation: [[dense(3), truncation()], [2]],
  'truncation, where the context has it': [
    [dense(3), truncation()],
    [2],
    { context: () => ({ truncation: tensor2d([0.5, 0.1, 1, 2], [4, 1]) }) },
  ],
};

for (const [name, [layers, inputShape, options]] of Object.entries(cases)) {
  testNetwork(
    name,
    () => sequential(layers, { inputShape, key: key(1) }),
    () => normal(key(2), [4, ...inputShape]),
    options,
  );
}
