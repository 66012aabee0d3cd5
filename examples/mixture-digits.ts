/**
 * A mixture of 50 Gaussians on digits, fitted by expectation maximisation: no network anywhere.
 *
 *   pnpm --filter @latentkit/examples exec tsx mixture-digits.ts --components 50 --seed 1
 *
 * Prints the log-likelihood after every iteration, and that of the test images, in nats, and writes what it generates.
 */
import { parseArgs } from 'node:util';
import { type BackendName, useBackend } from '@latentkit/backend';
import { digits } from '@latentkit/datasets';
import { diagonal, gaussianMixture } from '@latentkit/mle';
import { foldIn, key } from '@latentkit/random';
import { clipByValue, tidy } from '@tensorflow/tfjs-core';
import { writePictures } from './pictures.ts';

const { values: options } = parseArgs({
  options: {
    components: { type: 'string', default: '50' },
    iterations: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
    backend: { type: 'string', default: 'wasm' },
    out: { type: 'string', default: 'mixture-digits.png' },
  },
});
const seed = Number(options.seed);

await useBackend(options.backend as BackendName);
const { train, test } = await digits();
const [images, unseen] = [train.toTensor(), test.toTensor()];

// A pixel at the border is 0 in every image. The floor gives it a spread of 0.05, without which it would have no density.
const model = gaussianMixture({
  shape: train.shape,
  components: Number(options.components),
  covariance: diagonal,
  floor: 0.05 ** 2,
  seed,
});
for await (const event of model.expectationMaximization(images, { iterations: Number(options.iterations) })) {
  if (event.type === 'fitted') continue;
  console.log(`iteration ${event.iteration}: log-likelihood ${event.logLikelihood.toFixed(2)} nats`);
}
console.log(`test log-likelihood ${(await model.score(unseen)).toFixed(2)} nats`);

const samples = tidy(() => clipByValue(model.sample(64, foldIn(key(seed), 1)), 0, 1));
await writePictures(options.out, samples, 16);
console.log(`wrote ${options.out}`);
