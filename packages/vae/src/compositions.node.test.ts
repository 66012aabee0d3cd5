import { standardNormalPrior } from '@latentkit/model';
import { key, uniform } from '@latentkit/random';
import { expectAllClose, onEveryBackend, testTrainable } from '@latentkit/testing';
import { mean, tensor1d, tile, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { conv, mlp, vae } from './index.ts';

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
