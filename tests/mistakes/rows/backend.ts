import * as backend from '@latentkit/backend';
import { ones } from '@tensorflow/tfjs-core';
import type { Rows } from '../call.ts';

const isError = { none: 'an error class' };
const pair = () => ones([2, 3]);

export const rows: Rows = {
  BackendUnavailableError: isError,
  MissingGradientError: isError,
  OutOfMemoryError: isError,
  adamUpdate: {
    name: 'adamUpdate',
    call: backend.adamUpdate,
    args: () => ({
      value: pair(),
      gradient: pair(),
      m: pair(),
      v: pair(),
      numbers: { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, scale: -0.1, keep: 1 },
    }),
  },
  backendNames: { none: 'a list' },
  batchNormTraining: {
    name: 'batchNormTraining',
    call: backend.batchNormTraining,
    args: () => ({ x: pair(), scale: ones([3]), offset: ones([3]), epsilon: 1e-3 }),
  },
  bernoulliFromLogits: {
    name: 'bernoulliFromLogits',
    call: backend.bernoulliFromLogits,
    args: () => ({ logits: pair(), target: pair() }),
  },
  crossEntropyFromLogits: {
    name: 'crossEntropyFromLogits',
    call: backend.crossEntropyFromLogits,
    args: () => ({ logits: pair(), target: pair() }),
    // What tf.oneHot and comparisons give.
    allowed: { target: ['int32', 'bool'] },
  },
  fusedConv2d: {
    name: 'fusedConv2d',
    call: backend.fusedConv2d,
    args: () => ({ x: ones([1, 4, 4, 2]), filter: ones([3, 3, 2, 1]), options: { strides: 1, pad: 'same' } }),
  },
  fusedConv2dTranspose: {
    name: 'fusedConv2dTranspose',
    call: backend.fusedConv2dTranspose,
    args: () => ({
      x: ones([1, 2, 2, 1]),
      filter: ones([3, 3, 2, 1]),
      outputShape: [1, 4, 4, 2],
      options: { strides: 2, pad: 'same' },
    }),
  },
  fusedMatMul: {
    name: 'fusedMatMul',
    call: backend.fusedMatMul,
    args: () => ({ x: pair(), kernel: ones([3, 2]), options: { bias: ones([2]) } }),
    optional: ['options'],
  },
  gaussianSample: {
    name: 'gaussianSample',
    call: backend.gaussianSample,
    args: () => ({ mean: pair(), logVariance: pair(), noise: pair() }),
  },
  globalNorm: { name: 'globalNorm', call: backend.globalNorm, args: () => ({ tensors: [pair()] }) },
  linearCombination: {
    name: 'linearCombination',
    call: backend.linearCombination,
    args: () => ({ alpha: 1, a: pair(), beta: 2, b: pair() }),
  },
  logSumExpOfRows: {
    name: 'logSumExpOfRows',
    call: backend.logSumExpOfRows,
    args: () => ({ matrix: pair(), offsets: ones([3]), scale: 1 }),
  },
  registerGradients: { name: 'registerGradients', call: backend.registerGradients },
  rmsPropUpdate: {
    name: 'rmsPropUpdate',
    call: backend.rmsPropUpdate,
    args: () => ({
      value: pair(),
      gradient: pair(),
      v: pair(),
      numbers: { decay: 0.9, epsilon: 1e-7, scale: -0.1 },
    }),
  },
  useBackend: (['cpu', ['cpu']] as const).map((names) => ({
    name: 'useBackend',
    call: backend.useBackend,
    args: () => ({ names, options: {} }),
    optional: ['options'],
    startsBackend: true as const,
  })),
};
