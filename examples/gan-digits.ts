/**
 * A GAN on digits: multi-layer perceptrons with the non-saturating loss, Adam, batches of 64. The networks are spelt out:
 * batch norm in the generator and dropout in the critic keep it from generating a few digits only.
 *
 *   pnpm --filter @latentkit/examples exec tsx gan-digits.ts --epochs 20 --seed 1
 *
 * Writes samples.
 */
import { parseArgs } from 'node:util';
import { type BackendName, useBackend } from '@latentkit/backend';
import { digits } from '@latentkit/datasets';
import { gan } from '@latentkit/gan';
import { batchNorm, chain, dense, dropout, flatten, leakyRelu, rescale, reshape, sigmoid } from '@latentkit/nn';
import { key } from '@latentkit/random';
import { train } from '@latentkit/train';
import { writePictures } from './pictures.ts';

const { values: options } = parseArgs({
  options: {
    epochs: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    backend: { type: 'string', default: 'wasm' },
    out: { type: 'string', default: 'gan-digits.png' },
  },
});
const seed = Number(options.seed);

await useBackend(options.backend as BackendName);
const { train: images } = await digits();
const batches = images.shuffle({ seed }).batch(64);
const activation = leakyRelu(0.2);
const model = gan(
  {
    generator: (outputShape) =>
      chain([
        ...[dense(256), batchNorm(), activation],
        ...[dense(512), batchNorm(), activation],
        ...[dense(28 * 28), reshape(outputShape), sigmoid],
      ]),
    critic: () =>
      chain([
        ...[rescale(2, -1), flatten],
        ...[dense(512), activation, dropout(0.3)],
        ...[dense(256), activation, dropout(0.3)],
        dense(1),
      ]),
  },
  { shape: images.shape, latentSize: 64, seed },
);

const steps = Number(options.epochs) * batches.length;
for await (const { step, metrics } of train(model, batches, { steps, reportEvery: batches.length })) {
  const { critic, generator } = metrics;
  console.log(`epoch ${step / batches.length}: critic ${critic.toFixed(3)}, generator ${generator!.toFixed(3)}`);
}

await writePictures(options.out, model.sample(64, key(1)), 16);
console.log(`wrote ${options.out}`);
