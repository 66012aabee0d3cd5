import { onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import * as backend from '../index.ts';

const functions: Readonly<Record<string, unknown>> = { ...backend };

/** The shape of each argument that is a tensor, by its name in messages, and the call. */
interface Row {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly call: (x: readonly tf.Tensor[]) => unknown;
  /** Arguments that are meant to be whole numbers or truth values. */
  readonly integers?: readonly string[];
}

/** Calls a function of the package with tensors whatever their types are said to be. */
const call =
  (name: keyof typeof backend, ...more: readonly unknown[]) =>
  (x: readonly tf.Tensor[]) =>
    (functions[name] as (...all: unknown[]) => unknown)(...x, ...more);

const window = { strides: 1, pad: 'same' };
const picture = { x: [1, 2, 2, 1], filter: [2, 2, 1, 1], 'options.bias': [1] };
const one = (...names: string[]) => Object.fromEntries(names.map((name) => [name, [2, 3]]));
const withBias =
  (run: (x: tf.Tensor, w: tf.Tensor, bias: tf.Tensor) => unknown) =>
  ([x, w, bias]: readonly tf.Tensor[]) =>
    run(x!, w!, bias!);

const rows: Readonly<Record<string, Row>> = {
  adamUpdate: {
    shapes: one('value', 'gradient', 'm', 'v'),
    call: call('adamUpdate', { beta1: 0, beta2: 0, epsilon: 1, scale: 1, keep: 1 }),
  },
  batchNormTraining: { shapes: { x: [2, 3], scale: [3], offset: [3] }, call: call('batchNormTraining', 1) },
  bernoulliFromLogits: { shapes: one('logits', 'target'), call: call('bernoulliFromLogits') },
  crossEntropyFromLogits: {
    shapes: one('logits', 'target'),
    call: call('crossEntropyFromLogits'),
    integers: ['target'],
  },
  fusedConv2d: {
    shapes: picture,
    call: withBias((x, w, bias) => call('fusedConv2d', { ...window, bias })([x, w])),
  },
  fusedConv2dTranspose: {
    shapes: picture,
    call: withBias((x, w, bias) => call('fusedConv2dTranspose', [1, 2, 2, 1], { ...window, bias })([x, w])),
  },
  fusedMatMul: {
    shapes: { x: [2, 3], kernel: [3, 2], 'options.bias': [2] },
    call: withBias((x, w, bias) => call('fusedMatMul', { bias })([x, w])),
  },
  gaussianSample: { shapes: one('mean', 'logVariance', 'noise'), call: call('gaussianSample') },
  globalNorm: { shapes: one('tensors[0]', 'tensors[1]'), call: (x) => backend.globalNorm(x) },
  linearCombination: {
    shapes: one('a', 'b'),
    call: ([a, b]) => backend.linearCombination(2, a!, 3, b!),
  },
  logSumExpOfRows: { shapes: { matrix: [2, 3], offsets: [3] }, call: call('logSumExpOfRows', 1) },
  rmsPropUpdate: {
    shapes: one('value', 'gradient', 'v'),
    call: call('rmsPropUpdate', { decay: 0, epsilon: 1, scale: 1 }),
  },
};

/** What takes no tensors. */
const others = [
  'useBackend',
  'registerGradients',
  'BackendUnavailableError',
  'MissingGradientError',
  'OutOfMemoryError',
  'backendNames',
];

it('every export is looked at', () => {
  expect([...Object.keys(rows), ...others].sort()).toEqual(Object.keys(backend).sort());
});

onEveryBackend(() => {
  it.each(Object.entries(rows))(
    '%s refuses whole numbers and truth values by name',
    (name, { shapes, call, integers }) => {
      for (const argument of Object.keys(shapes)) {
        for (const dtype of ['int32', 'bool'] as const) {
          const before = tf.memory().numTensors;
          const given = Object.entries(shapes).map(([of, shape]) =>
            tf.tensor(
              new Array(tf.util.sizeFromShape([...shape])).fill(1),
              [...shape],
              of === argument ? dtype : 'float32',
            ),
          );
          if (integers?.includes(argument)) tf.dispose(call(given) as tf.Tensor);
          else expect(() => call(given)).toThrow(`${name}: ${argument} has dtype ${dtype} but float32 was expected`);
          tf.dispose(given);
          expect(tf.memory().numTensors).toBe(before);
        }
      }
    },
  );
});
