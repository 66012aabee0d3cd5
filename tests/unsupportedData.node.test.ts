/** What used to run to a loss of −31 million, and samples at the ends of the range: points under a likelihood for pixels. */
import { useBackend } from '@latentkit/backend';
import { ring } from '@latentkit/datasets';
import { UnsupportedDataError } from '@latentkit/model';
import { fit } from '@latentkit/train';
import { mlp, points, vae } from '@latentkit/vae';
import { beforeAll, expect, test } from 'vitest';

beforeAll(() => useBackend('wasm'));

const batches = ring({ count: 256, seed: 1 }).shuffle({ seed: 1 }).batch(64);

test('a VAE of points under the Bernoulli likelihood fails at the first report', async () => {
  const model = vae(mlp(), { shape: [2], latentSize: 2, seed: 1 });
  const reports: number[] = [];
  const run = fit(model, batches, { steps: 40, reportEvery: 5, onReport: ({ step }) => reports.push(step) });
  const error = await run.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UnsupportedDataError);
  expect((error as Error).message).toMatch(
    /^vae\.step: the data go from -2\.\d+ to 2\.\d+ but bernoulliLikelihood takes \[0, 1\]: use isotropicGaussian/,
  );
  expect(reports).toEqual([]);
});

test('the networks for points bring a likelihood for them', async () => {
  const last = await fit(vae(points(), { shape: [2], latentSize: 2, seed: 1 }), batches, { steps: 40 });
  // Of the data themselves: −log N(x; 0, σ² I) with σ² their variance, 2, is 3.5 nats, and a Gaussian of 0.1 says 200.
  expect(last?.metrics.loss).toBeGreaterThan(0);
});
