/**
 * Plain TensorFlow.js: a convolutional classifier of digits by `tf.sequential` and `model.fit`. All that LatentKit adds
 * is its backend: without it, the first step throws on WASM, which has no gradient of a convolution.
 *
 *   pnpm --filter @latentkit/examples exec tsx keras-digits.ts --epochs 3
 */
import { parseArgs } from 'node:util';
import { useBackend } from '@latentkit/backend';
import { digits } from '@latentkit/datasets';
import { oneHot, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';

const { values: options } = parseArgs({ options: { epochs: { type: 'string', default: '3' } } });

await useBackend('wasm');

const { train, test } = await digits({ labels: true });
const whole = (split: typeof train) => {
  const { data, label } = split.toTensor();
  return { data, label: tidy(() => oneHot(label, 10)) };
};
const [seen, unseen] = [whole(train), whole(test)];

const model = sequential({
  layers: [
    layers.conv2d({
      inputShape: [28, 28, 1],
      filters: 8,
      kernelSize: 3,
      strides: 2,
      activation: 'relu',
      padding: 'same',
    }),
    layers.conv2d({ filters: 16, kernelSize: 3, strides: 2, activation: 'relu', padding: 'same' }),
    layers.flatten(),
    layers.dense({ units: 10, activation: 'softmax' }),
  ],
});
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(seen.data, seen.label, {
  epochs: Number(options.epochs),
  batchSize: 64,
  callbacks: {
    onEpochEnd: async (epoch, logs) => console.log(`epoch ${epoch + 1}  loss ${logs?.loss?.toFixed(3)}`),
  },
});

const [, accuracy] = model.evaluate(unseen.data, unseen.label) as Tensor[];
console.log(`test accuracy ${(await accuracy!.data())[0]!.toFixed(3)}`);
