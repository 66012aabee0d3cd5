import { expectAllClose } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../useBackend.ts';
import { expectNoDataLeft, random, taps } from './windows.test-util.ts';

beforeAll(async () => {
  await useBackend('wasm');
});

const special = [Number.NaN, 1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -1, 1e-30];

describe('clipByValue', () => {
  it('keeps what is within, NaN too, at any length', async () => {
    const numbers = fc.array(fc.oneof(fc.double({ noDefaultInfinity: false }), fc.constantFrom(...special)), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(numbers, async (values) => {
        const x = Float32Array.from(values);
        const expected = [...x].map((value) => (Number.isNaN(value) ? value : Math.max(-2, Math.min(3, value))));
        await expectAllClose(tf.clipByValue(tf.tensor1d(x), -2, 3), expected);
      }),
    );
    await expectAllClose(tf.clipByValue(tf.tensor1d([1, 5, 9, -4], 'int32'), 0, 6), [1, 5, 6, 0]);
  });
});

describe.each([
  ['maximum', tf.maximum, Math.max],
  ['minimum', tf.minimum, Math.min],
] as const)('%s', (_, extremum, pick) => {
  it('passes NaN on from either side, and spreads shapes over each other', async () => {
    const spread = special.flatMap((a) => special.map((b) => pick(a, b)));
    await expectAllClose(extremum(tf.tensor2d(special, [7, 1]), tf.tensor1d(special)), spread);
    await expectAllClose(
      extremum(tf.tensor1d(special), 0),
      special.map((a) => pick(a, 0)),
    );
    const [a, b] = [random([2, 1, 3, 5], 1), random([4, 1, 1], 2)];
    const [xs, ys] = [await a.data(), await b.data()];
    const expected = [0, 1].flatMap((i) =>
      [0, 1, 2, 3].flatMap((j) => Array.from({ length: 15 }, (_, k) => pick(xs[i * 15 + k]!, ys[j]!))),
    );
    await expectAllClose(extremum(a, b), expected);
    await expectAllClose(extremum(b, a), expected);
    expect(extremum(tf.zeros([0, 3]), tf.zeros([3])).shape).toEqual([0, 3]);
    expectNoDataLeft(() => extremum(a, b));
  });
});

describe('dilation2d', () => {
  it('is the largest sum, where all are negative too', async () => {
    const [x, filter] = [tf.sub(random([2, 6, 5, 5], 1), 3), tf.sub(random([3, 2, 5], 2), 2)] as [
      tf.Tensor4D,
      tf.Tensor3D,
    ];
    const info = tf.backend_util.computeDilation2DInfo([2, 6, 5, 5], [3, 2, 5], [2, 1], 'same', 'NHWC', 1);
    const [xs, fs] = [await x.data(), await filter.data()];
    const expected = new Float64Array(info.outShape.reduce((a, b) => a * b)).fill(Number.NEGATIVE_INFINITY);
    for (const { input, output, tap } of taps(info))
      for (let c = 0; c < 5; c++)
        expected[output * 5 + c] = Math.max(expected[output * 5 + c]!, xs[input * 5 + c]! + fs[tap * 5 + c]!);
    await expectAllClose(tf.dilation2d(x, filter, [2, 1], 'same'), expected);
  });
});

describe('slice', () => {
  it('cuts out the block', async () => {
    const axis = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.nat(6), fc.nat(7));
    await fc.assert(
      fc.asyncProperty(fc.array(axis, { minLength: 1, maxLength: 5 }), fc.boolean(), async (axes, whole) => {
        const shape = axes.map(([size]) => size);
        const begin = axes.map(([size, first]) => first % size);
        const size = axes.map(([all, , wanted], i) => Math.min(wanted, all - begin[i]!));
        const strides = shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1));
        const x = whole ? tf.cast(tf.greater(random(shape, 1), 0), 'bool') : random(shape, 1);
        const values = await x.data();
        let places = [0];
        for (const [i, stride] of strides.entries())
          places = places.flatMap((at) => Array.from({ length: size[i]! }, (_, k) => at + (begin[i]! + k) * stride));
        await expectAllClose(
          tf.slice(x, begin, size),
          places.map((at) => values[at]!),
        );
      }),
    );
    expect(() => tf.slice(random([3, 3], 1), [2, 0], [2, 3])).toThrow();
  });
});

describe('gather', () => {
  it('takes batches, empty shapes and any axis', async () => {
    const x = tf.reshape(tf.range(0, 12), [2, 3, 2]);
    const pairs = tf.tensor2d([2, 0, 1, 1], [2, 2], 'int32');
    await expectAllClose(tf.gather(x, pairs, 1, 1), [4, 5, 0, 1, 8, 9, 8, 9]);
    await expectAllClose(tf.gather(x, tf.tensor1d([1], 'int32'), 2), [1, 3, 5, 7, 9, 11]);
    expect(tf.gather(tf.zeros([5, 0, 2]), tf.tensor1d([4, 1], 'int32')).shape).toEqual([2, 0, 2]);
    expect(tf.gather(x, tf.tensor1d([], 'int32')).shape).toEqual([0, 3, 2]);
    expect(() => tf.gather(x, tf.tensor1d([2], 'int32'))).toThrow(/not in \[0, 1\]/);
    expectNoDataLeft(() => tf.gather(x, pairs, 1, 1));
  });
});

describe('small kernels', () => {
  it('prelu takes slopes of any shape', async () => {
    const x: tf.Tensor = tf.tensor3d([-1, 2, -3, 4, -5, -6], [1, 3, 2]);
    const half: tf.Tensor = tf.scalar(0.5);
    await expectAllClose(tf.prelu(x, tf.tensor2d([2, 3, 4], [3, 1]) as tf.Tensor), [-2, 2, -9, 4, -20, -24]);
    await expectAllClose(tf.prelu(x, half), [-0.5, 2, -1.5, 4, -2.5, -3]);
    expectNoDataLeft(() => tf.prelu(x, half));
  });

  it('cast makes true of whatever is not zero', async () => {
    await expectAllClose(tf.cast(tf.tensor1d([0, 0.5, Number.NaN, 256]), 'bool'), [0, 1, 1, 1]);
  });

  it('a clone outlives what it was made of, and costs no memory', async () => {
    const x = random([3], 1);
    const before = tf.backend().numDataIds();
    const values = await x.data();
    const clone = tf.clone(x);
    expect(tf.backend().numDataIds()).toBe(before);
    x.dispose();
    await expectAllClose(clone, values);
    expectNoDataLeft(() => tf.clone(clone));
  });

  it('matMul keeps whole numbers whole', async () => {
    const a = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3], 'int32');
    const product = tf.matMul(a, a, false, true);
    expect(product.dtype).toBe('int32');
    await expectAllClose(product, [14, 32, 32, 77]);
    await expectAllClose(tf.matMul(tf.fill([1, 1], 65537, 'int32'), tf.fill([1, 1], 32767, 'int32')), [2147450879]);
  });

  it('prod of nothing is 1, sign of little is 1, bincount takes any shape', async () => {
    await expectAllClose(tf.prod(tf.zeros([0, 2]), 0), [1, 1]);
    await expectAllClose(tf.sign(tf.tensor1d([1e-9, -1e-9, 0])), [1, -1, 0]);
    const counted = tf.bincount(
      tf.tensor2d([0, 2, 2, 1], [2, 2], 'int32') as unknown as tf.Tensor1D,
      tf.tensor1d([]),
      3,
    );
    await expectAllClose(counted, [1, 1, 2]);
  });

  it('convolutions take channels first', async () => {
    const [x, w] = [random<tf.Tensor4D>([2, 6, 5, 3], 1), random<tf.Tensor4D>([3, 2, 3, 4], 2)];
    const turned = tf.transpose(x, [0, 3, 1, 2]);
    const [dx, dw] = tf.grads((x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'))([x, w]);
    const first = (x: tf.Tensor, w: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same', 'NCHW');
    const [gotX, gotW] = tf.grads(first)([turned, w]);
    const back = (x: tf.Tensor) => tf.transpose(x, [0, 2, 3, 1]);
    await expectAllClose(back(first(turned, w)), await tf.conv2d(x, w, 1, 'same').data());
    await expectAllClose(back(gotX!), await dx!.data());
    await expectAllClose(gotW!, await dw!.data(), { absolute: 1e-4 });
    expectNoDataLeft(() => first(turned, w));
  });
});
