/** A density that was fitted is the prior of a VAE: the packages meet in the contract of `Prior` alone. */
import { useBackend } from '@latentkit/backend';
import { gaussianMixture } from '@latentkit/mle';
import { foldIn, key, normal } from '@latentkit/random';
import { points, vae } from '@latentkit/vae';
import { add, dispose, type Scalar, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';

beforeAll(() => useBackend('wasm'));

it('a VAE takes a fitted mixture as its prior, and leaves it as it is', async () => {
  const mixture = gaussianMixture({ shape: [2], components: 2, seed: 1 });
  const around = (x: number, y: number) =>
    add(normal(foldIn(key(1), x), [200, 2], { standardDeviation: 0.1 }), tensor2d([[x, y]]));
  await mixture.fit(around(3, 0));
  const before = await (mixture.state().tensors['mixture/means'] as Tensor).data();

  const model = vae(points(), { shape: [2], latentSize: 2, seed: 1, prior: () => mixture });
  const { kl, loss, reconstruction } = model.step(around(1, 1));
  expect((await kl.data())[0]).toSatisfy(Number.isFinite);
  dispose([kl, loss, reconstruction] as Scalar[]);
  // What is drawn from the prior is decoded: samples are those of its latents.
  const latents = mixture.sample(3, key(5));
  expect(await model.sample(3, key(5)).data()).toEqual(await model.decode(latents).data());

  model.dispose();
  expect(await (mixture.state().tensors['mixture/means'] as Tensor).data()).toEqual(before);
  expect((await mixture.logProb(latents).data()).every(Number.isFinite)).toBe(true);
});
