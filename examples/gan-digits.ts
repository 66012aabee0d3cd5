/**
 * A conditional GAN on digits: a DCGAN that is given the label, whose critic ends in a projection. The non-saturating loss,
 * Adam with learning rates that fall to 0, batches of 64; samples come from an average of the generator's weights.
 *
 *   pnpm --filter @latentkit/examples exec tsx gan-digits.ts --epochs 21 --seed 1
 *
 * Writes samples: a row for each digit, and in every row the same noise.
 */
import { parseArgs } from 'node:util';
import { type BackendName, useBackend } from '@latentkit/backend';
import { digits } from '@latentkit/datasets';
import { dcgan, gan } from '@latentkit/gan';
import { adam, cosine } from '@latentkit/nn';
import { key } from '@latentkit/random';
import { train } from '@latentkit/train';
import { concat, fill } from '@tensorflow/tfjs-core';
import { writePictures } from './pictures.ts';

const { values: options } = parseArgs({
  options: {
    epochs: { type: 'string', default: '21' },
    seed: { type: 'string', default: '1' },
    backend: { type: 'string', default: 'wasm' },
    out: { type: 'string', default: 'gan-digits.png' },
  },
});
const seed = Number(options.seed);

await useBackend(options.backend as BackendName);
const { train: images } = await digits({ labels: true });
const batches = images.shuffle({ seed }).batch(64);
const steps = Number(options.epochs) * batches.length;
const falling = (from: number) => adam({ learningRate: cosine({ from, to: 0, steps }), beta1: 0.5 });
const model = gan(dcgan({ filters: [16, 32], classes: 10 }), {
  shape: images.shape,
  latentSize: 16,
  seed,
  averageDecay: 0.999,
  generatorOptimizer: falling(1e-3),
  criticOptimizer: falling(4e-4),
});

for await (const { step, metrics } of train(model, batches, { steps, reportEvery: batches.length })) {
  const { critic, generator } = metrics;
  console.log(`epoch ${step / batches.length}: critic ${critic.toFixed(3)}, generator ${generator!.toFixed(3)}`);
}

const columns = 16;
const rows = Array.from({ length: 10 }, (_, digit) =>
  model.sample(columns, key(1), { label: fill([columns], digit, 'int32') }),
);
await writePictures(options.out, concat(rows), columns);
console.log(`wrote ${options.out}`);
