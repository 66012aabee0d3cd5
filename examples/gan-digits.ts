/**
 * A GAN on digits: multi-layer perceptrons with the non-saturating loss, Adam, batches of 64.
 *
 *   pnpm --filter @latentkit/examples exec tsx gan-digits.ts --epochs 40 --seed 1
 *
 * Writes pictures of what the generator makes of a fixed grid of noise.
 */
import { parseArgs } from 'node:util';
import { type BackendName, useBackend } from '@latentkit/backend';
import { digits } from '@latentkit/datasets';
import { gan, mlp } from '@latentkit/gan';
import { train } from '@latentkit/train';
import { writePictures } from './pictures.ts';

const { values: options } = parseArgs({
  options: {
    epochs: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    backend: { type: 'string', default: 'wasm' },
    out: { type: 'string', default: 'gan-digits.png' },
  },
});
const seed = Number(options.seed);

await useBackend(options.backend as BackendName);
const { train: images } = await digits();
const batches = images.shuffle({ seed }).batch(64);
const model = gan(mlp({ shape: images.shape, latentSize: 64, seed }));

const steps = Number(options.epochs) * batches.length;
for await (const { step, metrics } of train(model, batches, { steps, reportEvery: batches.length })) {
  const { critic, generator } = metrics;
  console.log(`epoch ${step / batches.length}: critic ${critic.toFixed(3)}, generator ${generator.toFixed(3)}`);
}

await writePictures(options.out, model.sample(64), 16);
console.log(`wrote ${options.out}`);
