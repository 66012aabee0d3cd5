/**
 * An auto-encoder on digits: 784-400-20, Adam, batches of 128.
 *
 *   pnpm --filter @latentkit/examples exec tsx ae-digits.ts --epochs 10 --seed 1
 *
 * Writes rows of unseen digits, each above its reconstruction: sharp where a stroke is common, blurred where it is not.
 */
import { parseArgs } from 'node:util';
import { ae, mlp } from '@latentkit/ae';
import { type BackendName, useBackend } from '@latentkit/backend';
import { digits } from '@latentkit/datasets';
import { train } from '@latentkit/train';
import { concat, slice, type Tensor } from '@tensorflow/tfjs-core';
import { writePictures } from './pictures.ts';

const { values: options } = parseArgs({
  options: {
    epochs: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    backend: { type: 'string', default: 'wasm' },
    out: { type: 'string', default: 'ae-digits.png' },
  },
});
const seed = Number(options.seed);

await useBackend(options.backend as BackendName);
const { train: images, test } = await digits();
const batches = images.shuffle({ seed }).batch(128);
const model = ae(mlp(), { shape: images.shape, latentSize: 20, seed });

const steps = Number(options.epochs) * batches.length;
for await (const { step, metrics } of train(model, batches, { steps, reportEvery: batches.length })) {
  console.log(`epoch ${step / batches.length}: reconstruction ${metrics.loss.toFixed(2)} nats`);
}

const columns = 16;
const unseen = test.toTensor(2 * columns);
const rebuilt = model.reconstruct(unseen);
const row = (pictures: Tensor, index: number) => slice(pictures, [index * columns], [columns]);
await writePictures(options.out, concat([row(unseen, 0), row(rebuilt, 0), row(unseen, 1), row(rebuilt, 1)]), columns);
console.log(`wrote ${options.out}`);
