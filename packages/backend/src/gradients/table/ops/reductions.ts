import * as tf from '@tensorflow/tfjs-core';
import { numbers, op } from '../opCase.ts';
import { alongLast, at, build, type Plain, reduce } from '../plain.ts';

type Fold = (x: readonly number[]) => number;
const sum: Fold = (x) => x.reduce((a, b) => a + b, 0);
const mean: Fold = (x) => sum(x) / x.length;
const variance: Fold = (x) => mean(x.map((value) => (value - mean(x)) ** 2));
const product: Fold = (x) => x.reduce((a, b) => a * b, 1);
const logSumExp: Fold = (x) => Math.log(sum(x.map(Math.exp)));

const reduction = (
  name: string,
  tensor: (x: tf.Tensor, axis?: number[]) => tf.Tensor,
  plain: Fold,
  low = -1,
  high = 1.4,
) => [
  op(
    name,
    [numbers([2, 3], low, high)],
    (x) => tensor(x!),
    (x) => reduce(plain)(x!),
  ),
  op(
    `${name}, first axis`,
    [numbers([2, 3], low, high)],
    (x) => tensor(x!, [0]),
    (x) => reduce(plain, [0])(x!),
  ),
];

const running = (f: (a: number, b: number) => number, start: number, exclusive: boolean, reverse: boolean) =>
  alongLast((row) => {
    const values = reverse ? [...row].reverse() : [...row];
    let so = start;
    const result = values.map((x) => {
      const before = so;
      so = f(so, x);
      return exclusive ? before : so;
    });
    return reverse ? result.reverse() : result;
  });

const transposed = (x: Plain): Plain => build([x.shape[1]!, x.shape[0]!], ([i, j]) => at(x, [j!, i!]));

const cumulative = (name: string, tensor: typeof tf.cumsum, f: (a: number, b: number) => number, start: number) => [
  op(
    name,
    [numbers([2, 3])],
    (x) => tensor(x!, 1),
    (x) => running(f, start, false, false)(x!),
  ),
  op(
    `${name}, exclusive and reverse`,
    [numbers([2, 3])],
    (x) => tensor(x!, 1, true, true),
    (x) => running(f, start, true, true)(x!),
  ),
  op(
    `${name}, first axis`,
    [numbers([3, 2])],
    (x) => tensor(x!, 0),
    (x) => transposed(running(f, start, false, false)(transposed(x!))),
  ),
];

const largest = (count: number) => (row: readonly number[]) => [...row].sort((a, b) => b - a).slice(0, count);

export const reductions = [
  ...reduction('sum', tf.sum, sum),
  ...reduction('mean', tf.mean, mean),
  ...reduction('max', tf.max, (x) => Math.max(...x)),
  ...reduction('min', tf.min, (x) => Math.min(...x)),
  ...reduction('prod', tf.prod, product),
  op(
    'prod, of a zero',
    [{ shape: [3], data: Float64Array.of(0, 2, -1.5) }],
    (x) => tf.prod(x!),
    (x) => reduce(product)(x!),
  ),
  op(
    'prod, two axes of three',
    [numbers([2, 2, 2], 0.5, 1.5)],
    (x) => tf.prod(x!, [0, 2]),
    (x) => reduce(product, [0, 2])(x!),
  ),
  ...reduction('logSumExp', tf.logSumExp, logSumExp),
  ...reduction(
    'norm, Euclidean',
    (x, axis) => tf.norm(x, 'euclidean', axis),
    (x) => Math.hypot(...x),
  ),
  op(
    'norm, of order 1',
    [numbers([5])],
    (x) => tf.norm(x!, 1),
    (x) => reduce((v) => sum(v.map(Math.abs)))(x!),
  ),
  op(
    'norm, of order infinity',
    [numbers([5])],
    (x) => tf.norm(x!, Number.POSITIVE_INFINITY),
    (x) => reduce((v) => Math.max(...v.map(Math.abs)))(x!),
  ),
  ...reduction('moments, mean', (x, axis) => tf.moments(x, axis).mean, mean),
  ...reduction('moments, variance', (x, axis) => tf.moments(x, axis).variance, variance),
  op(
    'softmax',
    [numbers([2, 3])],
    (x) => tf.softmax(x!),
    (x) => alongLast((v) => v.map((a) => Math.exp(a - logSumExp(v))))(x!),
  ),
  op(
    'logSoftmax',
    [numbers([2, 3])],
    (x) => tf.logSoftmax(x!),
    (x) => alongLast((v) => v.map((a) => a - logSumExp(v)))(x!),
  ),
  ...cumulative('cumsum', tf.cumsum, (a, b) => a + b, 0),
  ...cumulative('cumprod', tf.cumprod, (a, b) => a * b, 1),
  op(
    'cumprod, of a zero',
    [{ shape: [4], data: Float64Array.of(1.5, 0, 2, -1.5) }],
    (x) => tf.cumprod(x!, 0),
    (x) => running((a, b) => a * b, 1, false, false)(x!),
  ),
  op(
    'topk, values',
    [numbers([2, 4])],
    (x) => tf.topk(x!, 2).values,
    (x) => alongLast(largest(2))(x!),
  ),
  op(
    'top-k mask',
    [numbers([2, 4])],
    (x) => tf.mul(x!, tf.cast(tf.greaterEqual(x!, tf.min(tf.topk(x!, 2).values, -1, true)), 'float32')),
    (x) => alongLast((row) => row.map((value) => (value >= largest(2)(row)[1]! ? value : 0)))(x!),
  ),
];
