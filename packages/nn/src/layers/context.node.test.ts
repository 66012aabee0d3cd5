import { key, normal } from '@latentkit/random';
import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  batchNorm,
  type Context,
  concatContext,
  conditionalBatchNorm,
  film,
  type Layer,
  projection,
  type Shape,
  sequential,
} from '../index.ts';
import { numbers, weigh } from './float64.test-util.ts';

const built = (layer: Layer, inputShape: Shape) => sequential([layer], { inputShape, key: key(1) });
const labels = (...values: number[]) => tf.tensor1d(values, 'int32');
const weighted = (x: tf.Tensor) =>
  tf.mul(tf.reshape(x, [-1]), tf.tensor1d(Float32Array.from({ length: x.size }, (_, i) => Math.cos(i))));
const tolerance = { relative: 1e-4, absolute: 1e-4 };

onEveryBackend(() => {
  it('concatContext puts a vector at every position, and labels one-hot', async () => {
    const picture = built(concatContext('style', 2), [1, 2, 1]);
    const style = tf.tensor2d([5, 6, 7, 8], [2, 2]);
    expect(picture.outputShape).toEqual([1, 2, 3]);
    await expectAllClose(
      picture.apply(tf.tensor4d([1, 2, 3, 4], [2, 1, 2, 1]), { context: { style } }),
      [1, 5, 6, 2, 5, 6, 3, 7, 8, 4, 7, 8],
    );
    const vector = built(concatContext('label', { classes: 3 }), [1]);
    const output = await vector.apply(tf.zeros([3, 1]), { context: { label: labels(2, 0, 3) } }).data();
    expect([...output]).toEqual([0, 0, 0, 1, 0, 1, 0, 0, 0, Number.NaN, Number.NaN, Number.NaN]);
  });

  it('film is (1 + s) x + t, as are its gradients', () =>
    expectGradients({
      value: (x, style, kernel, bias) =>
        weighted(
          built(film('style', 2), [2, 1, 2]).apply(x, {
            context: { style },
            values: { '0/kernel': kernel, '0/bias': bias },
          }),
        ),
      reference(x, style, kernel, bias) {
        const number = (example: number, i: number) =>
          style[2 * example]! * kernel[i]! + style[2 * example + 1]! * kernel[4 + i]! + bias[i]!;
        return weigh(
          x.map((value, i) => {
            const [example, channel] = [Math.floor(i / 4), i % 2];
            return (1 + number(example, channel)) * value + number(example, 2 + channel);
          }),
        );
      },
      inputs: [
        { shape: [3, 2, 1, 2], values: numbers(12) },
        { shape: [3, 2], values: numbers(6, 2) },
        { shape: [2, 4], values: numbers(8, 3) },
        { shape: [4], values: numbers(4, 4) },
      ],
      tolerance,
    }));

  it('projection is x · w + b + x · e, as are its gradients', () =>
    expectGradients({
      value: (x, kernel, bias, table) =>
        weighted(
          built(projection('label', 3), [2]).apply(x, {
            context: { label: labels(2, 0, 2) },
            values: { '0/kernel': kernel, '0/bias': bias, '0/table': table },
          }),
        ),
      reference: (x, kernel, bias, table) =>
        weigh(
          [2, 0, 2].map((label, i) => {
            const at = (column: number) => x[2 * i + column]! * (kernel[column]! + table[2 * label + column]!);
            return at(0) + at(1) + bias[0]!;
          }),
        ),
      inputs: [
        { shape: [3, 2], values: numbers(6) },
        { shape: [2, 1], values: numbers(2, 2) },
        { shape: [1], values: numbers(1, 3) },
        { shape: [3, 2], values: numbers(6, 4) },
      ],
      tolerance,
    }));

  it('conditionalBatchNorm is batchNorm with the scale and offset of each label', async () => {
    const [plain, network] = [built(batchNorm(), [2, 1, 2]), built(conditionalBatchNorm('label', 3), [2, 1, 2])];
    const [x, label] = [normal(key(2), [3, 2, 1, 2]), labels(2, 0, 2)];
    const [scale, offset] = [network.variables['0/scale']!, network.variables['0/offset']!];
    scale.assign(normal(key(3), [3, 2]));
    offset.assign(normal(key(4), [3, 2]));
    for (const training of [true, false]) {
      const normalized = plain.apply(x, { training });
      const of = (table: tf.Tensor) => tf.reshape(tf.gather(table, label), [3, 1, 1, 2]);
      const expected = tf.add(tf.mul(normalized, of(scale)), of(offset));
      await expectAllClose(network.apply(x, { training, context: { label } }), expected, tolerance);
    }
    for (const [name, buffer] of Object.entries(plain.buffers!)) {
      await expectAllClose(network.buffers![name]!, buffer, { relative: 0, absolute: 0 });
    }
  });

  it.each<[string, Layer]>([
    ['conditionalBatchNorm', conditionalBatchNorm('label', 3)],
    ['projection', projection('label', 3)],
    ['film', film('label', { classes: 3 })],
  ])('%s gives NaN for labels out of range, and for those alone', async (_, layer) => {
    const output = built(layer, [2]).apply(tf.ones([4, 2]), { context: { label: labels(0, 3, 2, -1) } });
    const rows = (await tf.reshape(output, [4, -1]).array()) as number[][];
    expect(rows.map((row) => row.map(Number.isNaN))).toEqual(
      [false, true, false, true].map((poisoned) => rows[0]!.map(() => poisoned)),
    );
  });

  describe('a context that does not fit is refused', () => {
    const ones = (...shape: number[]) => tf.ones(shape);
    it.each<[Layer, () => Context | undefined, string]>([
      [
        film('style', 2),
        () => undefined,
        'film: options.context has no style but a tensor was expected. It has nothing.',
      ],
      [
        film('style', 2),
        () => ({ label: labels(1), time: ones(1) }),
        'film: options.context has no style but a tensor was expected. It has label, time.',
      ],
      [film('style', 2), () => ({ style: 3 as never }), 'film: options.context.style is 3'],
      [film('style', 2), () => ({ style: ones(4, 3) }), 'film: options.context.style has shape [4,3] but [4,2]'],
      [film('style', 2), () => ({ style: ones(3, 2) }), 'film: options.context.style has shape [3,2] but [4,2]'],
      [concatContext('style', 2), () => ({ style: ones(4) }), 'concatContext: options.context.style has shape [4]'],
      [projection('label', 3), () => ({ label: ones(4) }), 'projection: options.context.label has dtype float32'],
      [projection('label', 3), () => ({ label: labels(0) }), 'projection: options.context.label has shape [1] but [4]'],
      [conditionalBatchNorm('label', 3), () => ({}), 'conditionalBatchNorm: options.context has no label'],
      [film('label', { classes: 2 }), () => ({ label: ones(4) }), 'film: options.context.label has dtype float32'],
    ])('%#', (layer, context, message) => {
      const network = built(layer, [2]);
      const given = context();
      expect(() => network.apply(tf.ones([4, 2]), given && { context: given })).toThrow(message);
    });
  });
});

it.each<[() => unknown, string]>([
  [() => film('', 2), "film: name is '' but the name of a tensor in the context was expected."],
  [() => film('style', 0), 'film: size is 0'],
  [() => film('label', { classes: 0 }), 'film: size.classes is 0'],
  [() => film('label', { class: 2 } as never), "film: size has 'class'"],
  [() => projection('label', 1.5), 'projection: classes is 1.5'],
  [() => projection('label', 2)([2, 2], key(1)), 'projection: inputShape is [2,2] but [features] was expected'],
  [() => concatContext('label', 2)([], key(1)), 'concatContext: inputShape is []'],
  [() => conditionalBatchNorm('label', 2, { momentum: 2 }), 'conditionalBatchNorm: momentum is 2'],
])('refuses: %s', (call, message) => {
  expect(call).toThrow(message);
});
