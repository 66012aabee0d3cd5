import { expectAllClose, finiteDifference, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type Critic, conv2D, dense, layerNorm, pointwise, stack, transposedConv2D } from './plainCritic.ts';

// The gradient penalty mean (|∇ₓ critic(x)| − 1)², differentiated by the weights, against finite differences in float64
// of a critic written in plain JavaScript. A weight that tfjs leaves out of its answer counts as zero and is compared.

const critics: [name: string, critic: Critic][] = [
  ...pointwise.map((activation): [string, Critic] => [
    `dense and ${activation.name}`,
    stack([dense(3, 4), activation, dense(4, 3), activation, dense(3, 1)]),
  ]),
  ['layer norm', stack([dense(3, 4), layerNorm(4), pointwise[0]!, dense(4, 1)])],
  ['conv2d', stack([conv2D(), pointwise[0]!, dense(8, 1)])],
  ['conv2dTranspose', stack([transposedConv2D(), pointwise[1]!, dense(16, 1)])],
  [
    'both, with layer norm',
    stack([conv2D(), layerNorm(8), pointwise[0]!, transposedConv2D(), pointwise[2]!, dense(16, 1)]),
  ],
];

onEveryBackend(() => {
  describe.each(critics)('through %s', (_, critic) => {
    it('has the right gradient by every weight', async () => {
      const batch = 2;
      const x = numbers(batch * critic.inputSize, 1);
      const weights = numbers(critic.weightCount, 5);
      const variables = critic.shapes.map((shape, i) =>
        tf.variable(tf.tensor([...weights.subarray(critic.offsets[i]!, critic.offsets[i]! + size(shape))], shape)),
      );
      const { value, grads } = tf.variableGrads(() => penalty(critic, variables, x, batch), variables);
      const plain = (w: Float64Array) => plainPenalty(critic, w, x, batch);
      const expected = finiteDifference(plain, weights, { step: 1e-4 });
      await expectAllClose(value, [plain(weights)], { relative: 1e-3, absolute: 1e-4 });
      const got: number[] = [];
      for (const variable of variables) got.push(...(await (grads[variable.name] ?? tf.zerosLike(variable)).data()));
      const scale = Math.max(...expected.map(Math.abs));
      expect(scale).toBeGreaterThan(0.01);
      await expectAllClose(got, expected, { relative: 5e-3, absolute: 5e-3 * scale });
      tf.dispose([variables, value, grads]);
    });
  });
});

function penalty(critic: Critic, weights: tf.Tensor[], x: Float64Array, batch: number): tf.Scalar {
  const slope = tf.grad((input) => tf.sum(critic.apply(input, weights)))(tf.tensor([...x], [batch, critic.inputSize]));
  return tf.mean(tf.square(tf.sub(tf.sqrt(tf.sum(tf.square(slope), 1)), 1))) as tf.Scalar;
}

function plainPenalty(critic: Critic, weights: Float64Array, x: Float64Array, batch: number): number {
  let total = 0;
  for (let n = 0; n < batch; n++) {
    const one = x.subarray(n * critic.inputSize, (n + 1) * critic.inputSize);
    const slope = finiteDifference((input) => critic.plain(input, weights)[0]!, one, { step: 1e-4 });
    total += (Math.hypot(...slope) - 1) ** 2;
  }
  return total / batch;
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Some numbers in (-1, 1), the same on every machine. */
function numbers(count: number, seed: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const x = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    return 1.8 * (x - Math.floor(x)) - 0.9;
  });
}
