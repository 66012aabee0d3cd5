import { expectAllClose, expectNoLeak } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, it } from 'vitest';
import { useBackend } from '../useBackend.ts';

beforeAll(async () => {
  await useBackend('wasm');
});

type Shape4 = [number, number, number, number];

// [batch, height, width, channels], [filter height, filter width], output channels, strides, padding
const cases = [
  [[2, 8, 8, 3], [4, 4], 5, 2, 'same'],
  [[1, 7, 7, 1], [3, 3], 2, 1, 'same'],
  [[3, 9, 6, 2], [3, 2], 4, [2, 1], 'valid'],
  [[2, 5, 5, 40], [3, 3], 33, 1, 'same'],
  [[2, 5, 5, 4], [1, 1], 3, 1, 'same'],
  // As many windows as pixels, and yet not the pixels in their order.
  [[2, 3, 3, 2], [1, 1], 3, 2, 1],
  [[1, 6, 6, 2], [3, 3], 2, 3, 1],
  [[2, 4, 4, 2], [5, 5], 3, 2, 'same'],
] as [Shape4, [number, number], number, number | [number, number], 'same' | 'valid' | number][];

describe.each(cases)('x %j, filter %j -> %i, strides %j, pad %j', (shape, filter, outChannels, strides, pad) => {
  const filterShape = [...filter, shape[3], outChannels] as Shape4;
  const x = () => tf.randomUniform(shape, -1, 1, 'float32', 1) as tf.Tensor4D;
  const w = () => tf.randomUniform(filterShape, -1, 1, 'float32', 2) as tf.Tensor4D;

  it('is the sum over its windows, with the gradients of its filter and its input', async () => {
    const info = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad);
    const dy = tf.randomUniform(info.outShape, -1, 1, 'float32', 3) as tf.Tensor4D;
    const [dx, dw] = tf.grads((a, b) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad))([x(), w()], dy);
    const expected = await byWindows(x(), w(), dy, info);
    await expectAllClose(tf.conv2d(x(), w(), strides, pad), expected.y, { relative: 1e-4, absolute: 1e-5 });
    await expectAllClose(dw!, expected.dw, { relative: 1e-4, absolute: 1e-5 });
    await expectAllClose(dx!, expected.dx, { relative: 1e-4, absolute: 1e-5 });
  });

  it('leaks nothing', async () => {
    const [a, b] = [x(), w()];
    await expectNoLeak(() => tf.dispose(tf.grads((x, w) => conv(x, w))([a, b])));
    function conv(x: tf.Tensor, w: tf.Tensor) {
      return tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad);
    }
  });
});

it('takes more images than fit at once', async () => {
  // 64 · 32 · 32 patches of 9 · 8 values: 4.7 million.
  const x = tf.randomUniform([64, 32, 32, 8], -1, 1, 'float32', 1) as tf.Tensor4D;
  const w = tf.randomUniform([3, 3, 8, 2], -1, 1, 'float32', 2) as tf.Tensor4D;
  const conv = (a: tf.Tensor, b: tf.Tensor) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same');
  const [dx, dw] = tf.grads(conv)([x, w]);
  const halves = tf.split(x, 2).map((half) => tf.grads(conv)([half, w]));
  await expectAllClose(dw!, await tf.add(halves[0]![1]!, halves[1]![1]!).data(), { relative: 1e-3, absolute: 2e-3 });
  await expectAllClose(dx!, await tf.concat(halves.map(([half]) => half!)).data(), { relative: 1e-4, absolute: 1e-5 });
});

async function byWindows(x: tf.Tensor4D, w: tf.Tensor4D, dy: tf.Tensor4D, info: tf.backend_util.Conv2DInfo) {
  const [xs, ws, ds] = [await x.data(), await w.data(), await dy.data()];
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth } = info;
  const y = new Float64Array(ds.length);
  const dx = new Float64Array(xs.length);
  const dw = new Float64Array(ws.length);
  let o = 0;
  for (let n = 0; n < info.batchSize; n++)
    for (let oy = 0; oy < outHeight; oy++)
      for (let ox = 0; ox < outWidth; ox++)
        for (let oc = 0; oc < outChannels; oc++, o++)
          for (let fy = 0; fy < filterHeight; fy++)
            for (let fx = 0; fx < filterWidth; fx++) {
              const line = oy * info.strideHeight - info.padInfo.top + fy;
              const at = ox * info.strideWidth - info.padInfo.left + fx;
              if (line < 0 || line >= inHeight || at < 0 || at >= inWidth) continue;
              for (let c = 0; c < inChannels; c++) {
                const i = ((n * inHeight + line) * inWidth + at) * inChannels + c;
                const j = ((fy * filterWidth + fx) * inChannels + c) * outChannels + oc;
                y[o]! += xs[i]! * ws[j]!;
                dx[i]! += ds[o]! * ws[j]!;
                dw[j]! += ds[o]! * xs[i]!;
              }
            }
  return { y, dx, dw };
}
