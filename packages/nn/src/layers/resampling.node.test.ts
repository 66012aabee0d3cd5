import { key } from '@latentkit/random';
import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  averagePool,
  chain,
  dense,
  type Layer,
  maxPool,
  residual,
  type Shape,
  sequential,
  upsample,
} from '../index.ts';
import { numbers, weigh } from './float64.test-util.ts';

const built = (layer: Layer, inputShape: Shape) => sequential([layer], { inputShape, key: key(1) });
const weighted = (x: tf.Tensor) =>
  tf.mul(tf.reshape(x, [-1]), tf.tensor1d(Float32Array.from({ length: x.size }, (_, i) => Math.cos(i))));

const [batch, height, width, channels] = [2, 3, 4, 2];
type At = (example: number, row: number, column: number, channel: number) => number;

/** Every value of a picture, by a function of those of the input. */
function pictures(x: Float64Array, rows: number, columns: number, value: (at: At, ...place: Parameters<At>) => number) {
  const at: At = (n, i, j, c) => x[((n * height + i) * width + j) * channels + c]!;
  const range = (count: number) => Array.from({ length: count }, (_, i) => i);
  return range(batch).flatMap((n) =>
    range(rows).flatMap((i) => range(columns).flatMap((j) => range(channels).map((c) => value(at, n, i, j, c)))),
  );
}
/** The two pixels around the centre of one that is half as wide, and the weight of the second. */
function around(i: number, factor: number, size: number): [number, number, number] {
  const place = (i + 0.5) / factor - 0.5;
  const first = Math.floor(place);
  return [Math.max(0, first), Math.min(size - 1, first + 1), place - first];
}
/** The values of a window, of those within the picture. */
const windowOf = (at: At, n: number, top: number, left: number, size: [number, number], c: number) => {
  const values: number[] = [];
  for (let i = Math.max(0, top); i < Math.min(height, top + size[0]); i++) {
    for (let j = Math.max(0, left); j < Math.min(width, left + size[1]); j++) values.push(at(n, i, j, c));
  }
  return values;
};
const meanOf = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

const cases: Record<string, [Layer, (x: Float64Array) => number[]]> = {
  'upsample, nearest': [
    upsample([2, 3]),
    (x) => pictures(x, 6, 12, (at, n, i, j, c) => at(n, Math.floor(i / 2), Math.floor(j / 3), c)),
  ],
  'upsample, bilinear': [
    upsample([2, 3], { method: 'bilinear' }),
    (x) =>
      pictures(x, 6, 12, (at, n, i, j, c) => {
        const [top, bottom, down] = around(i, 2, height);
        const [left, right, across] = around(j, 3, width);
        const row = (i: number) => (1 - across) * at(n, i, left, c) + across * at(n, i, right, c);
        return (1 - down) * row(top) + down * row(bottom);
      }),
  ],
  averagePool: [
    averagePool([3, 2]),
    (x) => pictures(x, 1, 2, (at, n, i, j, c) => meanOf(windowOf(at, n, 3 * i, 2 * j, [3, 2], c))),
  ],
  'averagePool, same': [
    averagePool(3, { strides: 2, padding: 'same' }),
    (x) => pictures(x, 2, 2, (at, n, i, j, c) => meanOf(windowOf(at, n, 2 * i - 1, 2 * j, [3, 3], c))),
  ],
  maxPool: [
    maxPool(2, { strides: 1 }),
    (x) => pictures(x, 2, 3, (at, n, i, j, c) => Math.max(...windowOf(at, n, i, j, [2, 2], c))),
  ],
  'maxPool, same': [
    maxPool(3, { strides: 2, padding: 'same' }),
    (x) => pictures(x, 2, 2, (at, n, i, j, c) => Math.max(...windowOf(at, n, 2 * i - 1, 2 * j, [3, 3], c))),
  ],
};

onEveryBackend(() => {
  it.each(Object.entries(cases))('%s is the formula in float64, as is its gradient', async (_, [layer, reference]) => {
    const network = built(layer, [height, width, channels]);
    const values = numbers(batch * height * width * channels);
    const output = network.apply(tf.tensor(Float32Array.from(values), [batch, height, width, channels]));
    expect(output.shape.slice(1)).toEqual(network.outputShape);
    await expectAllClose(output, reference(values), { relative: 1e-5, absolute: 1e-5 });
    await expectGradients({
      value: (x) => weighted(network.apply(x)),
      reference: (x) => weigh(reference(x)),
      inputs: [{ shape: [batch, height, width, channels], values }],
      tolerance: { relative: 1e-4, absolute: 1e-4 },
    });
  });

  it('residual adds the block to its shortcut', async () => {
    const plain = built(residual(chain([dense(2)])), [2]);
    const changed = built(residual(dense(3), { shortcut: dense(3) }), [2]);
    expect(Object.keys(plain.variables)).toEqual(['0/block/0/kernel', '0/block/0/bias']);
    const x = tf.tensor2d([1, 2], [1, 2]);
    await expectAllClose(plain.apply(x), tf.add(x, tf.matMul(x, plain.variables['0/block/0/kernel'] as never)));
    const sum = tf.add(changed.variables['0/block/kernel']!, changed.variables['0/shortcut/kernel']!);
    await expectAllClose(changed.apply(x), tf.matMul(x, sum as never));
  });

  it('residual frees its parts where they do not fit', () => {
    const before = tf.memory().numTensors;
    expect(() => residual(dense(3))([2], key(1))).toThrow(
      'residual: block gives [3] but [2] was expected, as is the input: give a shortcut.',
    );
    expect(() => residual(dense(3), { shortcut: dense(4) })([2], key(1))).toThrow(
      'residual: block gives [3] but [4] was expected, as the shortcut gives.',
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});

it.each<[() => unknown, string]>([
  [() => upsample(0), 'upsample: factor is 0'],
  [() => upsample(2, { method: 'cubic' as never }), "upsample: method is 'cubic'"],
  [() => upsample()([4], key(1)), 'upsample: inputShape is [4] but [height,width,channels] was expected.'],
  [() => averagePool(3)([2, 2, 1], key(1)), "averagePool: inputShape is [2,2,1] but at least the window's [3,3]"],
  [() => maxPool(2, { padding: 'full' as never }), "maxPool: padding is 'full'"],
  [() => residual(3 as never), 'residual: block is 3'],
])('refuses: %s', (call, message) => {
  expect(call).toThrow(message);
});
