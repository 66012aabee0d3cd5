/** A density that was fitted is the prior of a VAE: the packages meet in the contract of `Prior` alone. */
import { useBackend } from '@latentkit/backend';
import { chainBijections, coupling, standardNormal, transformed } from '@latentkit/distributions';
import { flow, gaussianMixture } from '@latentkit/mle';
import type { Prior, PriorRecipe } from '@latentkit/model';
import { foldIn, type Key, key, normal } from '@latentkit/random';
import { points, vae } from '@latentkit/vae';
import { add, dispose, type Scalar, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, expect, expectTypeOf, it } from 'vitest';

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

it('a flow is a prior: as a model, with the weights it has, and as bijections, which the VAE trains', async () => {
  const bijections = [coupling({ hidden: [8] }), coupling({ hidden: [8], swap: true })];
  const recipe = ({ latentShape, key: at }: Parameters<PriorRecipe>[0]) => {
    const bijection = chainBijections(bijections)(latentShape, at);
    const of = (count: number) => transformed(standardNormal([count, ...latentShape]), bijection);
    return {
      variables: bijection.variables!,
      logProb: (latents: Tensor) => of(latents.shape[0]!).logProb(latents),
      sample: (count: number, at: Key) => of(count).sample(at),
    };
  };
  const model = flow(bijections, { shape: [2], seed: 1 });
  expectTypeOf(model).toExtend<Prior>();
  expectTypeOf(recipe).toExtend<PriorRecipe>();
  for (const [prior, isTrained] of [
    [() => model, false],
    [recipe, true],
  ] as const) {
    const trained = vae(points(), { shape: [2], latentSize: 2, seed: 1, prior });
    const names = Object.keys(trained.state().tensors).filter((name) => name.includes('conditioner'));
    expect(names.length > 0).toBe(isTrained);
    const { kl, loss, reconstruction } = trained.step(normal(key(1), [50, 2]));
    expect((await kl.data())[0]).toSatisfy(Number.isFinite);
    expect(trained.sample(3, key(5)).shape).toEqual([3, 2]);
    dispose([kl, loss, reconstruction] as Scalar[]);
    trained.dispose();
  }
});
