import { key, normal } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  batchNorm,
  chain,
  conv2d,
  conv2dTranspose,
  dense,
  embedding,
  type Layer,
  layerNorm,
  type NamedTensors,
  relu,
  type Shape,
  sequential,
} from '../index.ts';

const layers: [string, Layer, Shape][] = [
  ['dense', dense(3), [4]],
  ['conv2d', conv2d(2, { kernelSize: 3 }), [4, 4, 1]],
  ['conv2dTranspose', conv2dTranspose(2, { kernelSize: 3, strides: 2 }), [2, 2, 1]],
  ['batchNorm', batchNorm(), [3]],
  ['layerNorm', layerNorm(), [3]],
];

onEveryBackend(() => {
  it.each(layers)('%s computes with values in place of its variables', async (_, layer, shape) => {
    const build = (seed: number) => sequential([layer, relu], { inputShape: shape, key: key(seed) });
    const [one, other, x] = [build(1), build(2), normal(key(3), [5, ...shape])];
    for (const [i, variable] of Object.values(other.variables).entries()) {
      variable.assign(normal(key(10 + i), variable.shape));
    }
    for (const training of [false, true]) {
      const expected = other.apply(x, { training });
      await expectAllClose(one.apply(x, { training, values: other.variables }), expected, { relative: 0, absolute: 0 });
    }
  });

  it.each(layers)('%s gives the gradient of the value, and none of the variable', async (_, layer, shape) => {
    const network = sequential([layer], { inputShape: shape, key: key(1) });
    const x = normal(key(3), [5, ...shape]);
    for (const [name, variable] of Object.entries(network.variables)) {
      const value = tf.variable(normal(key(4), variable.shape));
      const loss = () => tf.sum<tf.Scalar>(tf.square(tf.sub(network.apply(x, { values: { [name]: value } }), 1)));
      const { grads } = tf.variableGrads(loss, [value, variable]);
      expect((await grads[value.name]!.data()).some((slope) => slope !== 0)).toBe(true);
      expect((await grads[variable.name]?.data())?.some((slope) => slope !== 0) ?? false).toBe(false);
    }
  });
});

it.each<[string, () => NamedTensors, string]>([
  [
    'an unknown name',
    () => ({ '0/kernl': tf.ones([2, 1]) }),
    'sequential: options.values has 0/kernl but a name among 0/0/kernel',
  ],
  ['an unknown part', () => ({ '7/0/kernel': tf.ones([2, 1]) }), 'sequential: options.values has 7/0/kernel but'],
  [
    'another shape',
    () => ({ '0/0/kernel': tf.ones([1, 2]) }),
    "options.values['0/0/kernel'] has shape [1,2] but [2,1] was expected",
  ],
  ['no tensor', () => ({ '0/0/kernel': [1, 2] as never }), "options.values['0/0/kernel'] is"],
  ['another type', () => ({ '0/0/kernel': tf.ones([2, 1], 'int32') }), "options.values['0/0/kernel'] has dtype int32"],
])('refuses %s in values, before any work', (_, makeValues, message) => {
  let calls = 0;
  const spy: Layer = (shape) => ({
    inputShape: shape,
    outputShape: shape,
    variables: {},
    apply(input) {
      calls++;
      return tf.clone(input);
    },
  });
  const network = sequential([chain([dense(1)]), spy], { inputShape: [2], key: key(1) });
  expect(() => network.apply(tf.ones([1, 2]), { values: makeValues() })).toThrow(message);
  expect(calls).toBe(0);
});

it('refuses values in a layer by itself too', () => {
  const layer = dense(1)([2], key(1));
  expect(() => layer.apply(tf.ones([1, 2]), { values: { bias: tf.ones([2]) } })).toThrow(
    "dense: options.values['bias'] has shape [2] but [1] was expected.",
  );
  expect(() => layer.applyThen!(tf.ones([1, 2]), { name: 'relu' }, { values: { scale: tf.ones([1]) } })).toThrow(
    'dense: options.values has scale but a name among kernel, bias was expected.',
  );
  const labels = tf.tensor1d([0], 'int32');
  const table = embedding(2, 3)([], key(1));
  expect(() => table.apply(labels, { values: { table: tf.ones([3, 2]) } })).toThrow(
    "embedding: options.values['table']",
  );
  expect(() =>
    sequential([dense(1)], { inputShape: [2], key: key(1) }).apply(tf.ones([1, 2]), { values: 3 as never }),
  ).toThrow('sequential: options.values is 3 but tensors by name were expected.');
});
