/**
 * A variational auto-encoder on digits: 784-400-20, Adam, batches of 128.
 *
 *   pnpm --filter @latentkit/examples exec tsx vae-digits.ts --epochs 20 --seed 1
 *
 * Prints −ELBO on the test images, in nats, after every epoch, and writes pictures of samples.
 */
import { parseArgs } from 'node:util';
import { type BackendName, useBackend } from '@latentkit/backend';
import { digits } from '@latentkit/datasets';
import { train } from '@latentkit/train';
import { key, mlp, vae } from '@latentkit/vae';
import { dispose } from '@tensorflow/tfjs-core';
import { writePictures } from './pictures.ts';

const { values: options } = parseArgs({
  options: {
    epochs: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    backend: { type: 'string', default: 'wasm' },
    out: { type: 'string', default: 'vae-digits.png' },
  },
});
const seed = Number(options.seed);

await useBackend(options.backend as BackendName);
const { train: images, test } = await digits();
const batches = images.shuffle({ seed }).batch(128);
const model = vae(mlp(), { shape: images.shape, latentSize: 20, seed });

const unseen = test.toTensor();
const steps = Number(options.epochs) * batches.length;
for await (const { step, metrics } of train(model, batches, { steps, reportEvery: batches.length })) {
  const { loss, reconstruction, kl } = model.evaluate(unseen);
  const [bound, error, divergence] = [loss, reconstruction, kl].map((term) => term.dataSync()[0]!.toFixed(2));
  dispose([loss, reconstruction, kl]);
  console.log(
    `epoch ${step / batches.length}: train ${metrics.loss.toFixed(2)}, test -ELBO ${bound} = ${error} + ${divergence} nats`,
  );
}

await writePictures(options.out, model.sample(64, key(1)), 16);
console.log(`wrote ${options.out}`);
