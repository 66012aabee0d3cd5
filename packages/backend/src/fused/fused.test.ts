import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import {
  type Activation,
  batchNormTraining,
  bernoulliFromLogits,
  fusedConv2d,
  fusedConv2dTranspose,
  fusedMatMul,
} from '../index.ts';

const random = <T extends tf.Tensor>(shape: number[], seed: number) =>
  tf.randomUniform(shape, -1.5, 1.5, 'float32', seed) as T;

const activations: [Activation | undefined, (x: tf.Tensor) => tf.Tensor][] = [
  [undefined, (x) => x],
  [{ name: 'relu' }, tf.relu],
  [{ name: 'relu6' }, tf.relu6],
  [{ name: 'leakyrelu', slope: 0.3 }, (x) => tf.leakyRelu(x, 0.3)],
  [{ name: 'elu' }, tf.elu],
  [{ name: 'sigmoid' }, tf.sigmoid],
];

/** What a function gives, its gradients, and the gradients of a penalty on these. */
function orders(f: (...x: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[]): tf.Tensor[] {
  const weighted = (...x: tf.Tensor[]) => {
    const y = f(...x);
    return tf.sum(tf.mul(y, tf.cos(tf.reshape(tf.range(0, y.size), y.shape))));
  };
  // With the inputs themselves, or it would not depend on all of them.
  const penalty = (...x: tf.Tensor[]) =>
    [...tf.grads(weighted)(x), ...x].reduce((sum: tf.Tensor, y) => tf.add(sum, tf.sum(tf.square(y))), tf.scalar(0));
  return tf.tidy(() => [f(...inputs), ...tf.grads(weighted)(inputs), ...tf.grads(penalty)(inputs)]);
}

async function expectSame(
  fused: (...x: tf.Tensor[]) => tf.Tensor,
  composed: (...x: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
) {
  const [got, expected] = [orders(fused, inputs), orders(composed, inputs)];
  for (const [i, tensor] of got.entries()) {
    const values = await expected[i]!.data();
    const scale = Math.max(1, ...Array.from(values, Math.abs));
    // Sums of a few dozen products in float32, in another order.
    await expectAllClose(tensor, values, { relative: 2e-5, absolute: 2e-5 * scale });
  }
  tf.dispose([got, expected]);
}

onEveryBackend(() => {
  describe.each(activations)('with %j', (activation, plain) => {
    it('a product is its pieces, to the second order', async () => {
      const inputs = [random([5, 7], 1), random([7, 3], 2), random([3], 3)];
      await expectSame(
        (x, kernel, bias) =>
          fusedMatMul(x as tf.Tensor2D, kernel as tf.Tensor2D, { bias: bias as tf.Tensor1D, activation }),
        (x, kernel, bias) => plain(tf.add(tf.matMul(x!, kernel!), bias!)),
        inputs,
      );
    });

    it('a convolution is its pieces, to the second order', async () => {
      const inputs = [random([2, 5, 4, 2], 1), random([3, 2, 2, 3], 2), random([3], 3)];
      await expectSame(
        (x, filter, bias) =>
          fusedConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, {
            strides: 2,
            pad: 'same',
            bias: bias as tf.Tensor1D,
            activation,
          }),
        (x, filter, bias) => plain(tf.add(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 2, 'same'), bias!)),
        inputs,
      );
    });
  });

  // With few filters patches are added up, with many there is a product for each kind of pixel.
  it.each([
    [1, activations[5]!],
    [3, activations[3]!],
    [6, activations[1]!],
  ] as const)(
    'a transposed convolution of %i filters is its pieces, to the second order',
    async (filters, [activation, plain]) => {
      const shape: [number, number, number, number] = [2, 5, 4, filters];
      await expectSame(
        (x, filter, bias) =>
          fusedConv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, shape, {
            strides: 2,
            pad: 'same',
            bias: bias as tf.Tensor1D,
            activation,
          }),
        (x, filter, bias) =>
          plain(tf.add(tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, shape, 2, 'same'), bias!)),
        [random([2, 3, 2, 4], 1), random([3, 2, filters, 4], 2), random([filters], 3)],
      );
    },
  );

  it('the likelihood is its pieces, to the second order', async () => {
    await expectSame(
      (logits, target) => bernoulliFromLogits(logits as tf.Tensor2D, target as tf.Tensor2D),
      (logits, target) => tf.sum(tf.sub(tf.softplus(logits!), tf.mul(logits!, target!)), 1),
      [random([3, 7], 1), tf.sigmoid(random([3, 7], 2))],
    );
  });

  it('batch norm is its pieces, to the second order, its statistics too', async () => {
    const inputs = [random([6, 5], 1), random([5], 2), random([5], 3)];
    const fused = (x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) =>
      tf.concat(
        batchNormTraining(x as tf.Tensor2D, scale as tf.Tensor1D, offset as tf.Tensor1D, 1e-3).map((y) =>
          tf.reshape(y, [-1]),
        ),
      );
    const composed = (x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) => {
      const { mean, variance } = tf.moments(x, 0);
      const output = tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3))), scale), offset);
      return tf.concat([output, mean, variance].map((y) => tf.reshape(y, [-1])));
    };
    await expectSame(fused as never, composed as never, inputs);
  });

  it('leaks nothing', async () => {
    const [x, kernel, bias] = [
      random<tf.Tensor2D>([5, 7], 1),
      random<tf.Tensor2D>([7, 3], 2),
      random<tf.Tensor1D>([3], 3),
    ];
    const step = () =>
      tf.tidy(() => {
        const net = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) => {
          const y = fusedMatMul(x as tf.Tensor2D, kernel as tf.Tensor2D, {
            bias: bias as tf.Tensor1D,
            activation: { name: 'relu' },
          });
          const [z] = batchNormTraining(y, bias as tf.Tensor1D, bias as tf.Tensor1D, 1e-3);
          return tf.sum(bernoulliFromLogits(z, tf.sigmoid(z)));
        };
        tf.grads(net)([x, kernel, bias]);
      });
    await expectNoLeak(step);
  });
});
