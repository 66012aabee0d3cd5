import { key } from '@latentkit/random';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { dense, minimize, sequential, sgd } from './index.ts';

it('registers the gradients where nobody has called useBackend', async () => {
  await tf.setBackend('cpu');
  expect(tf.getGradient(tf.Square)).toBeUndefined();
  const network = sequential([dense(1)], { inputShape: [2], key: key(1) });
  const optimizer = sgd({ learningRate: 0.1 }).bind(network.variables);
  const step = () => minimize(optimizer, () => ({ loss: tf.mean(tf.square(network.apply(tf.ones([4, 2])))) })).loss;
  const [first, second] = [step().dataSync()[0]!, step().dataSync()[0]!];
  expect(second).toBeLessThan(first);
});
