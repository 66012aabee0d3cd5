import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { numbers } from './table/opCase.ts';

const tensor = (shape: readonly number[], seed = 0) => {
  const { data } = numbers(shape, -1, 1, seed);
  return tf.tensor(Float32Array.from(data), [...shape]) as tf.Tensor4D & tf.Tensor5D;
};
const x2 = () => tensor([2, 5, 4, 2]);
const w2 = () => tensor([2, 2, 2, 2], 1);
const x3 = () => tensor([1, 4, 4, 4, 1]);
const w3 = () => tensor([2, 2, 2, 1, 2], 1);
const none = null as unknown as undefined;
/** On cpu tfjs takes them to be last all the same. */
const onWasm = 'channels first, on wasm';
const first = (x: tf.Tensor4D) => tf.transpose(x, [0, 3, 1, 2]);
const last = (x: tf.Tensor4D) => tf.transpose(x, [0, 2, 3, 1]);

type Op = (x: tf.Tensor4D & tf.Tensor5D, w: tf.Tensor4D & tf.Tensor5D) => tf.Tensor;
/** What is differentiated by, one way to write it, and the ways that are to give the same. */
type Row = readonly [inputs: readonly (() => tf.Tensor)[], usual: Op, others: Readonly<Record<string, Op>>];

const rows: Readonly<Record<string, Row>> = {
  conv2d: [
    [x2, w2],
    (x, w) => tf.conv2d(x, w, [1, 1], 'valid', 'NHWC', [2, 2]),
    {
      'one number': (x, w) => tf.conv2d(x, w, 1, 0, undefined, 2),
      'padding by side': (x, w) =>
        tf.conv2d(
          x,
          w,
          1,
          [
            [0, 0],
            [0, 0],
            [0, 0],
            [0, 0],
          ],
          'NHWC',
          2,
        ),
      'channels first': (x, w) => last(tf.conv2d(first(x), w, 1, 'valid', 'NCHW', 2)),
      fused: (x, w) => tf.fused.conv2d({ x, filter: w, strides: 1, pad: 'valid', dilations: 2 }),
      'fused, no activation': (x, w) =>
        tf.fused.conv2d({ x, filter: w, strides: 1, pad: 0, dilations: [2, 2], bias: none!, activation: none! }),
    },
  ],
  'conv2d of one picture': [
    [() => tensor([5, 4, 2]), w2],
    (x, w) => tf.squeeze(tf.conv2d(tf.expandDims<tf.Tensor4D>(x), w, 1, 'same', 'NHWC', 2), [0]),
    {
      fused: (x, w) =>
        tf.fused.conv2d({ x: x as unknown as tf.Tensor3D, filter: w, strides: 1, pad: 'same', dilations: 2 }),
    },
  ],
  depthwiseConv2d: [
    [x2, w2],
    (x, w) => tf.depthwiseConv2d(x, w, [2, 2], 'same', 'NHWC', [1, 1]),
    {
      'no dilations': (x, w) => tf.depthwiseConv2d(x, w, 2, 'same', 'NHWC', none),
      'one number': (x, w) => tf.depthwiseConv2d(x, w, 2, 'same', undefined, 1),
      fused: (x, w) => tf.fused.depthwiseConv2d({ x, filter: w, strides: 2, pad: 'same', dilations: none! }),
    },
  ],
  'depthwiseConv2d, dilated': [
    [x2, w2],
    (x, w) => tf.depthwiseConv2d(x, w, 1, 'valid', 'NHWC', [2, 2]),
    {
      'one number': (x, w) => tf.depthwiseConv2d(x, w, [1, 1], 0, undefined, 2),
      fused: (x, w) => tf.fused.depthwiseConv2d({ x, filter: w, strides: 1, pad: 'valid', dilations: [2, 2] }),
      [onWasm]: (x, w) => last(tf.depthwiseConv2d(first(x), w, 1, 'valid', 'NCHW', 2)),
      separable: (x, w) => tf.separableConv2d(x, w, tf.reshape(tf.eye(4), [1, 1, 4, 4]), 1, 'valid', 2),
    },
  ],
  conv3d: [
    [x3, w3],
    (x, w) => tf.conv3d(x, w, [1, 1, 1], 'same', 'NDHWC', [2, 2, 2]),
    { 'one number': (x, w) => tf.conv3d(x, w, 1, 'same', undefined, 2) },
  ],
  avgPool: [
    [x2],
    (x) => tf.avgPool(x, [2, 2], [1, 1], 'valid'),
    {
      'one number': (x) => tf.avgPool(x, 2, 1, 0, 'floor'),
      pool: (x) => tf.pool(x, 2, 'avg', 'valid', none, none),
    },
  ],
  maxPool: [
    [x2],
    (x) => tf.maxPool(x, [2, 2], [2, 2], 'same'),
    { 'one number': (x) => tf.maxPool(x, 2, 2, 'same', none), pool: (x) => tf.pool(x, 2, 'max', 'same', 1, 2) },
  ],
  avgPool3d: [
    [x3],
    (x) => tf.avgPool3d(x, [2, 2, 2], [1, 1, 1], 'same'),
    { 'one number': (x) => tf.avgPool3d(x, 2, 1, 'same', none, 'NDHWC') },
  ],
  maxPool3d: [
    [x3],
    (x) => tf.maxPool3d(x, [2, 2, 2], [2, 2, 2], 'valid'),
    { 'one number': (x) => tf.maxPool3d(x, 2, 2, 0, 'floor') },
  ],
  dilation2d: [
    [x2, () => tensor([2, 2, 2], 1)],
    (x, w) => tf.dilation2d(x, w as unknown as tf.Tensor3D, [1, 1], 'same', [2, 2]),
    { 'one number': (x, w) => tf.dilation2d(x, w as unknown as tf.Tensor3D, 1, 'same', 2, 'NHWC') },
  ],
  batchNorm: [
    [x2],
    (x) => tf.batchNorm(x, tf.mean<tf.Tensor1D>(x, [0, 1, 2]), tf.ones([2]), tf.zeros([2]), tf.ones([2]), 0.001),
    { 'nothing else': (x) => tf.batchNorm(x, tf.mean<tf.Tensor1D>(x, [0, 1, 2]), tf.ones([2]), none, none, none) },
  ],
  sum: [[x2], (x) => tf.sum(x, [2, 3]), { 'from the end': (x) => tf.sum(x, [-1, -2]) }],
  mean: [[x2], (x) => tf.mean(x, [0, 1, 2, 3]), { 'all axes': (x) => tf.mean(x, none), 'no axes': (x) => tf.mean(x) }],
  prod: [[x2], (x) => tf.prod(x, [3]), { 'one number': (x) => tf.prod(x, 3), 'from the end': (x) => tf.prod(x, -1) }],
  gather: [[x2], (x) => tf.gather(x, [1, 0, 1], 3), { 'from the end': (x) => tf.gather(x, [1, 0, 1], -1, 0) }],
  einsum: [
    [() => tensor([2, 3]), () => tensor([3, 2], 1)],
    (a, b) => tf.einsum('ij,jk->ik', a, b),
    { spaces: (a, b) => tf.einsum(' ij, jk -> ik ', a, b) },
  ],
};

onEveryBackend((backend) => {
  it.each(
    Object.entries(rows).flatMap(([name, [inputs, usual, others]]) =>
      Object.entries(others).flatMap(([how, other]) =>
        how === onWasm && backend !== 'wasm' ? [] : [{ name, how, inputs, usual, other }],
      ),
    ),
  )('$name, $how', async ({ inputs, usual, other }) => {
    const given = inputs.map((make) => make());
    const [value, spelt] = [usual, other].map((op) => op(...(given as unknown as Parameters<Op>)));
    expect(spelt!.shape).toEqual(value!.shape);
    await expectAllClose(spelt!, value!);
    const [expected, got] = [usual, other].map((op) =>
      tf.grads((...x) => tf.sum(tf.square(op(...(x as unknown as Parameters<Op>)))))(given),
    );
    for (const [i, gradient] of expected!.entries()) await expectAllClose(got![i]!, gradient, { absolute: 1e-5 });
  });
});
