import { standardNormal } from '@latentkit/distributions';
import { type PriorRecipe, standardNormalPrior } from '@latentkit/model';
import type { Context } from '@latentkit/nn';
import { key, normal, uniform } from '@latentkit/random';
import { expectAllClose, onEveryBackend, testTrainable } from '@latentkit/testing';
import { cast, mean, reshape, split, sub, type Tensor, tensor1d, tile, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { conv, gaussian, importanceWeighted, mlp, vae } from './index.ts';

// In Node alone: tests/variants.test.ts takes one step of each on every backend.
const options = { shape: [6], latentSize: 2 };
const conditions = { label: { classes: 3 } };
const labels = (index: number) => tensor1d([0, 2, 1, index % 3], 'int32');
const conditional = (seed: number) => vae(mlp({ hidden: [8], conditions }), { ...options, seed });

testTrainable('a conditional vae', conditional, (index) => ({
  data: uniform(key(index), [4, 6]),
  label: labels(index),
}));
testTrainable(
  'a conditional vae of convolutions',
  (seed) => vae(conv({ filters: [4], conditions }), { shape: [5, 7, 2], latentSize: 2, seed }),
  (index) => ({ data: uniform(key(index), [4, 5, 7, 2]), label: labels(index) }),
);

onEveryBackend(() => {
  it('a conditional vae encodes and decodes by label, and needs it', async () => {
    const model = conditional(1);
    const x = uniform(key(1), [1, 6]);
    const label = (value: number) => ({ label: tensor1d([value], 'int32') });
    const [one, other] = [model.reconstruct(x, label(0)), model.reconstruct(x, label(1))];
    expect([...(await one.data())]).not.toEqual([...(await other.data())]);
    expect(() => model.encode(x)).toThrow('vae.encode: context has no label, which the encoder reads from its context');
    expect(() => model.sample(1, key(1), label(3))).toThrow(
      'vae.sample: context.label has the label 3 but integers from 0 to 2 were expected.',
    );
    expect(() => model.step({ data: x, label: tensor1d([-1], 'int32') })).toThrow(
      'vae.step: batch.label has the label -1 but integers from 0 to 2 were expected.',
    );
    expect(() => model.step({ data: x, label: zeros([1]) })).toThrow(
      'vae.step: batch.label has dtype float32 but int32',
    );
    expect(model.stepCount).toBe(0);
    expect(() => model.sample(1, key(1), { ...label(1), style: zeros([1, 2]) })).toThrow(
      'vae.sample: context has style, which no network reads: they read label.',
    );
  });

  it.each([1, 3])('gives a prior the context of each of %i samples', async (samples) => {
    // p(z | label) = N(label, I).
    const prior: PriorRecipe = ({ latentShape }) => {
      const { sample } = standardNormalPrior(latentShape);
      const of = (latents: Tensor, context: Context = {}) => {
        expect(context.label!.shape).toEqual([latents.shape[0]]);
        return sub(latents, reshape(cast(context.label!, 'float32'), [-1, 1]));
      };
      return { sample, logProb: (z, context) => standardNormal(z.shape).logProb(of(z, context)) };
    };
    const inputs = { latentShape: [2], shape: [6], key: key(1), encode: (data: Tensor) => data };
    const at = { step: 0, training: true, key: key(3), context: { label: labels(0) } };
    const output = normal(key(2), [4, 4]);
    const bottlenecks = {
      gaussian: gaussian({ samples, prior }),
      iwae: importanceWeighted({ samples, prior }).bottleneck,
    };
    for (const [name, bottleneck] of Object.entries(bottlenecks)) {
      const { latents, terms } = bottleneck(inputs).encode(output, at);
      const [z, label] = [await latents.data(), await at.context.label.data()];
      const [m, v] = (await Promise.all(split(output, 2, 1).map((x) => x.data()))) as [Float32Array, Float32Array];
      // ln q − ln p, where ½ ln 2π cancels.
      const expected = Array.from({ length: 4 * samples }, (_, row) =>
        [0, 1].reduce((sum, i) => {
          const [x, of] = [z[2 * row + i]!, 2 * (row % 4) + i];
          return sum + 0.5 * ((x - label[row % 4]!) ** 2 - (x - m[of]!) ** 2 / Math.exp(v[of]!) - v[of]!);
        }, 0),
      );
      expect(latents.shape, name).toEqual([4 * samples, 2]);
      await expectAllClose(terms.kl, expected, { relative: 1e-5, absolute: 1e-5 });
    }
  });

  it('estimates by samples the divergence from a prior of its own that it knows exactly from the standard one', async () => {
    const standard = vae(mlp({ hidden: [8] }), { ...options, seed: 1 });
    const own = vae(mlp({ hidden: [8] }), {
      ...options,
      seed: 1,
      prior: ({ latentShape }) => standardNormalPrior(latentShape),
    });
    const many = tile(uniform(key(2), [1, 6]), [4096, 1]);
    const [exact, estimate] = [standard.evaluate(many).kl, mean(own.evaluate(many).kl)];
    // ln q − ln p of N(m, s²) with m and ln s² near 0 has a standard deviation near |m| + |s² − 1|, below 0.5: 4 · 0.5 / 64.
    await expectAllClose(estimate, exact, { absolute: 0.032, relative: 0 });
  });
});
