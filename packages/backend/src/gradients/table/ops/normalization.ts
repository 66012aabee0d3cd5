import * as tf from '@tensorflow/tfjs-core';
import { numbers, op } from '../opCase.ts';
import { at, build, type Plain } from '../plain.ts';

// Large, so that it matters where it stands.
const epsilon = 0.3;

/** The mean and the variance of each channel (or of each row, channels, ... : whatever `group` names). */
function standardise(x: Plain, group: (index: readonly number[]) => string): Plain {
  const groups = new Map<string, number[]>();
  build(x.shape, (index) => {
    const name = group(index);
    groups.set(name, [...(groups.get(name) ?? []), at(x, index)]);
    return 0;
  });
  const statistics = new Map(
    [...groups].map(([name, values]) => {
      const mean = values.reduce((a, b) => a + b) / values.length;
      return [name, { mean, variance: values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length }];
    }),
  );
  return build(x.shape, (index) => {
    const { mean, variance } = statistics.get(group(index))!;
    return (at(x, index) - mean) / Math.sqrt(variance + epsilon);
  });
}

function byMoments(x: tf.Tensor, axes: number[]): tf.Tensor {
  const { mean, variance } = tf.moments(x, axes, true);
  return tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon)));
}

const statistics = (shape: number[]) => [
  numbers(shape, -0.5, 0.5, 1),
  numbers(shape, 0.5, 1.5, 2),
  numbers(shape, -0.5, 0.5, 3),
  numbers(shape, 0.5, 1.5, 4),
];

const batchNorm = (name: string, x: number[], channels: number[]) =>
  op(
    `batchNorm${name}`,
    [numbers(x), ...statistics(channels)],
    (x, mean, variance, offset, scale) =>
      tf.batchNorm(
        x!,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
        epsilon,
      ),
    (x, mean, variance, offset, scale) =>
      build(
        x!.shape,
        (i) => ((at(x!, i) - at(mean!, i)) / Math.sqrt(at(variance!, i) + epsilon)) * at(scale!, i) + at(offset!, i),
      ),
  );

export const normalization = [
  batchNorm('', [2, 1, 2, 2], [2]),
  batchNorm(', of rank 2', [3, 2], [2]),
  batchNorm(', of rank 3', [2, 2, 2], [2]),
  batchNorm(', statistics as large as the input', [2, 2], [2, 2]),
  op(
    'batchNorm, without scale and offset',
    [numbers([3, 2]), ...statistics([2]).slice(0, 2)],
    (x, mean, variance) =>
      tf.batchNorm(x!, mean as tf.Tensor1D, variance as tf.Tensor1D, undefined, undefined, epsilon),
    (x, mean, variance) => build([3, 2], (i) => (at(x!, i) - at(mean!, i)) / Math.sqrt(at(variance!, i) + epsilon)),
  ),
  op(
    'batchNorm, of the batch’s own moments',
    [numbers([4, 2])],
    (x) => {
      const { mean, variance } = tf.moments(x!, 0);
      return tf.batchNorm(x!, mean as tf.Tensor1D, variance as tf.Tensor1D, undefined, undefined, epsilon);
    },
    (x) => standardise(x!, ([, c]) => `${c}`),
  ),
  op(
    'layer norm, by moments',
    [numbers([2, 4])],
    (x) => byMoments(x!, [1]),
    (x) => standardise(x!, ([n]) => `${n}`),
  ),
  op(
    'instance norm, by moments',
    [numbers([2, 2, 2, 2])],
    (x) => byMoments(x!, [1, 2]),
    (x) => standardise(x!, ([n, , , c]) => `${n},${c}`),
  ),
  op(
    'group norm, by moments',
    [numbers([2, 2, 4])],
    (x) => tf.reshape(byMoments(tf.reshape(x!, [2, 2, 2, 2]), [1, 3]), [2, 2, 4]),
    (x) => standardise(x!, ([n, , c]) => `${n},${c! >> 1}`),
  ),
  op(
    'localResponseNormalization',
    [numbers([1, 2, 1, 4])],
    (x) => tf.localResponseNormalization(x as tf.Tensor4D, 1, 1, 0.5, 0.5),
    (x) =>
      build([1, 2, 1, 4], (index) => {
        const c = index[3]!;
        const near = [c - 1, c, c + 1]
          .filter((i) => i >= 0 && i < 4)
          .map((i) => at(x!, [...index.slice(0, 3), i]) ** 2);
        return at(x!, index) / Math.sqrt(1 + 0.5 * near.reduce((a, b) => a + b, 0));
      }),
  ),
];
