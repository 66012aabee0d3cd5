import { expectAllClose, expectGradients, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { crossEntropyFromLogits } from '../index.ts';

type Numbers = ArrayLike<number>;

/** What each example counts: so that they can be told apart by the gradients. */
const weights = [1, -0.5, 2];
const batch = weights.length;

/** Shared out unevenly, about 0. */
const numbers = (count: number, phase: number) =>
  Array.from({ length: count }, (_, i) => 2 * Math.sin(phase + 2.7 * i));

function logSumExp(row: number[]): number {
  const most = Math.max(...row);
  return most + Math.log(row.reduce((sum, l) => sum + Math.exp(l - most), 0));
}

const rows = (x: Numbers) =>
  weights.map((_, i) => Array.from(x).slice((i * x.length) / batch, ((i + 1) * x.length) / batch));

/** The loss of each example, 0 · ∞ counting as 0. */
const plain = (logits: Numbers, target: Numbers) =>
  rows(logits).map((l, i) => {
    const log = logSumExp(l);
    return rows(target)[i]!.reduce((sum, t, j) => sum + (t === 0 ? 0 : t * (log - l[j]!)), 0);
  });

/** The gradients of the weighted sum: by the logits, and by the target. */
function plainGradients(logits: Numbers, target: Numbers): [number[], number[]] {
  const [byLogits, byTarget]: [number[], number[]] = [[], []];
  for (const [i, l] of rows(logits).entries()) {
    const t = rows(target)[i]!;
    const log = logSumExp(l);
    const total = t.reduce((sum, x) => sum + x, 0);
    byLogits.push(...l.map((x, j) => weights[i]! * (total * Math.exp(x - log) - t[j]!)));
    byTarget.push(...l.map((x) => weights[i]! * (log - x)));
  }
  return [byLogits, byTarget];
}

const weighted = (logits: tf.Tensor, target: tf.Tensor) =>
  tf.sum(tf.mul(crossEntropyFromLogits(logits as tf.Tensor2D, target as tf.Tensor2D), weights));

const sumOfSquares = (x: Numbers) => Array.from(x).reduce((sum, value) => sum + value ** 2, 0);

/** Tensors `[3, classes]` of these, and their gradients. */
const gradientsAt = (logits: Numbers, target: Numbers) =>
  tf.tidy(() =>
    tf.grads(weighted)([logits, target].map((x) => tf.tensor2d(Float32Array.from(x), [batch, x.length / batch]))),
  );

onEveryBackend(() => {
  describe.each([1, 3, 4, 5, 17])('with %i classes', (classes) => {
    const logits = numbers(batch * classes, 1);
    // No distributions: the sum of an example's is another each time.
    const target = numbers(batch * classes, 2).map((x) => x ** 2 / 4);
    const inputs = [logits, target].map((values) => ({ shape: [batch, classes], values }));
    // A few dozen operations in float32; WebGL's exponential is good to 1e-6.
    const tolerance = { relative: 1e-5, absolute: 1e-5 };

    it('is the formula, and so are its gradients', async () => {
      const sum = (l: Numbers, t: Numbers) => plain(l, t).reduce((total, x, i) => total + x * weights[i]!, 0);
      await expectGradients({ value: weighted, reference: sum, inputs, tolerance });
    });

    it('has gradients of these', async () => {
      const value = (l: tf.Tensor, t: tf.Tensor) =>
        tf.addN(
          tf
            .grads(weighted)([l, t])
            .map((gradient) => tf.sum(tf.square(gradient))),
        );
      const reference = (l: Numbers, t: Numbers) =>
        plainGradients(l, t).reduce((sum, gradient) => sum + sumOfSquares(gradient), 0);
      // Sums of up to 51 terms.
      await expectGradients({ value, reference, inputs, tolerance: { relative: 2e-5, absolute: 1e-4 } });
    });

    it('does not mind how large they are', async () => {
      const large = logits.map((x, i) => Math.fround([1e4, -1e4, 100, -100][i % 4]! * (1 + x / 8)));
      const [l, t] = [tf.tensor2d(large, [batch, classes]), tf.tensor2d(target, [batch, classes])];
      // At 1e4 two neighbours of float32 are 1e-3 apart, but the logits came exactly: only their differences are rounded.
      await expectAllClose(crossEntropyFromLogits(l, t), plain(large, Float32Array.from(target)), {
        relative: 1e-5,
        absolute: 1e-5,
      });
      const [byLogits, byTarget] = gradientsAt(large, target) as [tf.Tensor, tf.Tensor];
      const [first, second] = plainGradients(large, Float32Array.from(target));
      await expectAllClose(byLogits, first, { relative: 1e-5, absolute: 1e-5 });
      await expectAllClose(byTarget, second, { relative: 1e-5, absolute: 1e-5 });
    });
  });

  it('lets a class be ruled out, and only where its target is 0', async () => {
    const none = Number.NEGATIVE_INFINITY;
    const logits = [1, none, 2, none, 3, 0.5, 1, none, none, 0, none, none, 5, none, none];
    const target = [0.25, 0, 0.75, 0, 0, 0, 1, 0.5, 0, 0, 0, 0, 1, 0, 0];
    const shape: [number, number] = [batch, 5];
    const loss = crossEntropyFromLogits(tf.tensor2d(logits, shape), tf.tensor2d(target, shape));
    const expected = plain(logits, target);
    expect(expected[1]).toBe(Number.POSITIVE_INFINITY);
    await expectAllClose(loss, expected);
    const [byLogits, byTarget] = gradientsAt(logits, target) as [tf.Tensor, tf.Tensor];
    const [first, second] = plainGradients(logits, target);
    await expectAllClose(byLogits, first);
    const ruledOut = (i: number) => target[i] === 0 && logits[i] === none;
    await expectAllClose(
      byTarget,
      second.map((x, i) => (ruledOut(i) ? 0 : x)),
    );
  });

  it('keeps NaN, where it is', async () => {
    const logits = tf.tensor2d([1, 2, 3, 4, Number.NaN, 1, 2, 3, 4, 5, 1, 1, 1, 1, 1], [batch, 5]);
    const target = tf.oneHot([0, 1, 4], 5, 1, 0, 'float32') as tf.Tensor2D;
    const loss = await crossEntropyFromLogits(logits, target).data();
    expect(loss[0]).toBeNaN();
    await expectAllClose(
      loss.slice(1),
      plain([...numbers(5, 0), 1, 2, 3, 4, 5, 1, 1, 1, 1, 1], await target.data()).slice(1),
    );
    const unknown = crossEntropyFromLogits(tf.zeros([1, 3]), tf.tensor2d([[0, Number.NaN, 1]]));
    expect((await unknown.data())[0]).toBeNaN();
  });

  it('takes whole numbers for a target', async () => {
    const logits = tf.tensor2d(numbers(12, 3), [batch, 4]);
    const labels = [3, 0, 2];
    await expectAllClose(
      crossEntropyFromLogits(logits, tf.oneHot(labels, 4) as tf.Tensor2D),
      rows(numbers(12, 3)).map((l, i) => logSumExp(l) - l[labels[i]!]!),
    );
  });

  it('gives nothing for nothing', () => {
    const empty = tf.zeros<tf.Rank.R2>([0, 3]);
    expect(crossEntropyFromLogits(empty, empty).shape).toEqual([0]);
    const [byLogits] = tf.grads((l, t) => crossEntropyFromLogits(l as tf.Tensor2D, t as tf.Tensor2D))([empty, empty]);
    expect(byLogits!.shape).toEqual([0, 3]);
  });

  it('leaks nothing', async () => {
    const logits = tf.tensor2d(numbers(15, 1), [batch, 5]);
    const target = tf.oneHot([0, 1, 4], 5) as tf.Tensor2D;
    await expectNoLeak(() => {
      crossEntropyFromLogits(logits, target).dispose();
      const slope = tf.grad((l) => tf.sum(crossEntropyFromLogits(l as tf.Tensor2D, target)));
      slope(logits).dispose();
      tf.grad((l) => tf.sum(tf.square(slope(l))))(logits).dispose();
    });
  });
});
