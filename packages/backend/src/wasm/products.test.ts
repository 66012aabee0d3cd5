import { expectAllClose } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fusedConv2d, fusedMatMul, useBackend } from '../index.ts';

beforeAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

const random = (shape: number[], seed: number) => tf.randomUniform(shape, -1, 1, 'float32', seed);

/** Products of numbers in (−1, 1), rounded: each of `terms` adds at most half a unit of what is summed so far. */
const within = (terms: number) => ({ relative: 1e-5, absolute: 1e-6 * Math.max(4, terms) ** 0.5 });

describe('a product', () => {
  const size = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(31, 64, 255, 256, 257, 300));

  it('is the sum of the products, whatever the sizes and whatever is turned', async () => {
    await fc.assert(
      fc.asyncProperty(size, size, size, fc.boolean(), fc.boolean(), async (rows, inner, columns, turnA, turnB) => {
        const a = random(turnA ? [inner, rows] : [rows, inner], 1);
        const b = random(turnB ? [columns, inner] : [inner, columns], 2);
        const got = tf.matMul(a, b, turnA, turnB);
        const [x, y] = [await a.data(), await b.data()];
        const expected = new Float64Array(rows * columns);
        for (let i = 0; i < rows; i++)
          for (let j = 0; j < columns; j++)
            for (let k = 0; k < inner; k++)
              expected[i * columns + j]! +=
                x[turnA ? k * rows + i : i * inner + k]! * y[turnB ? j * inner + k : k * columns + j]!;
        await expectAllClose(got, expected, within(inner));
        tf.dispose([a, b, got]);
      }),
      {
        numRuns: 40,
        examples: [
          [1, 1, 1, true, true],
          [257, 300, 257, false, true],
          [300, 257, 9, true, false],
        ],
      },
    );
  });

  it.each([
    [
      [2, 3, 4, 5],
      [2, 3, 5, 6],
    ],
    [
      [4, 5],
      [3, 5, 2],
    ],
    [
      [2, 1, 4, 5],
      [1, 3, 5, 2],
    ],
    [
      [1, 4, 5],
      [2, 3, 5, 1],
    ],
  ])('of batches %j and %j is that of each, broadcast', async (left, right) => {
    const [a, b] = [random(left, 1), random(right, 2)];
    const got = tf.matMul(a, b);
    // By elementwise operations, which broadcast: [..., rows, inner, 1] · [..., 1, inner, columns].
    const expected = tf.sum(tf.mul(tf.expandDims(a, -1), tf.expandDims(b, -3)), -2);
    expect(got.shape).toEqual(expected.shape);
    await expectAllClose(got, await expected.data(), within(5));
  });

  it.each([
    [0, 3, 4],
    [3, 0, 4],
    [3, 4, 0],
  ])('of sizes %i, %i, %i is empty or zero', async (rows, inner, columns) => {
    const got = tf.matMul(tf.ones([rows, inner]), tf.ones([inner, columns]));
    expect(got.shape).toEqual([rows, columns]);
    expect([...(await got.data())]).toEqual(new Array(rows * columns).fill(0));
  });

  it('passes on what is not finite, and nothing else', async () => {
    const a = tf.tensor2d([
      [1, Number.NaN, 2],
      [1, Number.POSITIVE_INFINITY, 2],
      [1, 3, 2],
    ]);
    const got = await tf.matMul(a, tf.tensor2d([[1], [1], [1]])).data();
    expect([...got]).toEqual([Number.NaN, Number.POSITIVE_INFINITY, 6]);
    const fused = fusedMatMul(a, tf.tensor2d([[1], [-1], [1]]), { activation: { name: 'relu' } });
    expect([...(await fused.data())]).toEqual([Number.NaN, 0, 0]);
  });
});

describe('a convolution', () => {
  const geometry = fc.record({
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 1, max: 11 }),
    width: fc.integer({ min: 1, max: 11 }),
    channels: fc.integer({ min: 1, max: 9 }),
    filters: fc.integer({ min: 1, max: 11 }),
    tall: fc.integer({ min: 1, max: 4 }),
    wide: fc.integer({ min: 1, max: 4 }),
    down: fc.integer({ min: 1, max: 3 }),
    right: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: 2 }),
    pad: fc.constantFrom<('same' | 'valid')[]>('same', 'valid'),
  });

  it('is the sum over its taps, forward and back, whatever its geometry', async () => {
    await fc.assert(
      fc.asyncProperty(geometry, async (g) => {
        const dilation = g.down === 1 && g.right === 1 ? g.dilation : 1;
        const shape: Shape4 = [g.batch, g.height, g.width, g.channels];
        const filterShape: Shape4 = [g.tall, g.wide, g.channels, g.filters];
        const info = tf.backend_util.computeConv2DInfo(shape, filterShape, [g.down, g.right], dilation, g.pad);
        fc.pre(info.outHeight > 0 && info.outWidth > 0);
        const [x, w] = [random(shape, 1) as tf.Tensor4D, random(filterShape, 2) as tf.Tensor4D];
        const dy = random(info.outShape, 3);
        const convolve = (x: tf.Tensor, w: tf.Tensor) =>
          fusedConv2d(x as tf.Tensor4D, w as tf.Tensor4D, {
            strides: [g.down, g.right],
            pad: g.pad,
            dilations: dilation,
          });
        const got = [convolve(x, w), ...tf.grads(convolve)([x, w], dy)];
        const expected = convolution(await x.data(), await w.data(), await dy.data(), info);
        for (const [i, tensor] of got.entries()) await expectAllClose(tensor, expected[i]!, within(200));
        tf.dispose([x, w, dy, got]);
      }),
      { numRuns: 60 },
    );
  });

  it('of no pictures is of none', () => {
    const w = tf.ones([3, 3, 2, 4]) as tf.Tensor4D;
    const none = tf.zeros([0, 5, 5, 2]) as tf.Tensor4D;
    expect(tf.conv2d(none, w, 1, 'same').shape).toEqual([0, 5, 5, 4]);
    const [byInput, byFilter] = tf.grads((x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'))([none, w]);
    expect(byInput!.shape).toEqual([0, 5, 5, 2]);
    expect([...byFilter!.dataSync()].every((value) => value === 0)).toBe(true);
  });
});

type Shape4 = [number, number, number, number];

/** The convolution and its gradients by input and filter, by the definition, in float64. */
function convolution(
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  dy: ArrayLike<number>,
  info: tf.backend_util.Conv2DInfo,
): [Float64Array, Float64Array, Float64Array] {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = info;
  const y = new Float64Array(info.batchSize * outHeight * outWidth * outChannels);
  const [dx, dw] = [new Float64Array(x.length), new Float64Array(w.length)];
  for (let place = 0; place < y.length; place++) {
    const o = place % outChannels;
    const column = Math.floor(place / outChannels) % outWidth;
    const row = Math.floor(place / outChannels / outWidth) % outHeight;
    const image = Math.floor(place / outChannels / outWidth / outHeight);
    for (let tap = 0; tap < filterHeight * filterWidth; tap++) {
      const fy = Math.floor(tap / filterWidth);
      const fx = tap % filterWidth;
      const iy = row * info.strideHeight - info.padInfo.top + fy * info.dilationHeight;
      const ix = column * info.strideWidth - info.padInfo.left + fx * info.dilationWidth;
      if (iy < 0 || iy >= inHeight || ix < 0 || ix >= inWidth) continue;
      for (let c = 0; c < inChannels; c++) {
        const i = ((image * inHeight + iy) * inWidth + ix) * inChannels + c;
        const j = (tap * inChannels + c) * outChannels + o;
        y[place]! += x[i]! * w[j]!;
        dx[i]! += dy[place]! * w[j]!;
        dw[j]! += dy[place]! * x[i]!;
      }
    }
  }
  return [y, dx, dw];
}
