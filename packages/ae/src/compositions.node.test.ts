import { dense } from '@latentkit/nn';
import { key, uniform } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend, testTrainable } from '@latentkit/testing';
import { dispose, type Scalar, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { aae, conv, mlp, vqVae } from './index.ts';

// In Node alone: tests/variants.test.ts takes one step of each on every backend. The suites of models are in variants.node.test.ts.
const batch = (index: number) => uniform(key(index), [4, 6]);
const matched = (seed: number) => aae(mlp({ hidden: [8] }), { shape: [6], latentSize: 2, seed });
const quantized = (seed: number) =>
  vqVae(mlp({ hidden: [8] }), { shape: [6], latentShape: [3, 2], codebookSize: 5, seed });

testTrainable(
  'vqVae of convolutions',
  (seed) => vqVae(conv({ filters: [4] }), { shape: [5, 7, 2], latentShape: [3, 2], codebookSize: 5, seed }),
  (index) => uniform(key(index), [3, 5, 7, 2]),
);

onEveryBackend(() => {
  it('aae samples from its prior, logs its phases and trains no network in the phase of another', async () => {
    const model = matched(1);
    expect(model.sample(3, key(1)).shape).toEqual([3, 6]);
    const terms = model.step(batch(1));
    expect(Object.keys(terms).sort()).toEqual(['critic', 'generator', 'loss', 'reconstruction']);
    const names = Object.keys(model.state().tensors).filter((name) => name.startsWith('generatorOptimizer/'));
    expect(names.every((name) => name.startsWith('generatorOptimizer/encoder/'))).toBe(true);
    dispose(terms);
  });

  it('vqVae decodes entries of its codebook alone, the nearest ones, and moves them', async () => {
    const model = quantized(1);
    const codebook = () => model.state().tensors['bottleneck/codebook'] as Tensor;
    const before = await codebook().data();
    const latents = await model.encode(batch(1)).data();
    const entries = Array.from({ length: 5 }, (_, i) => [before[2 * i]!, before[2 * i + 1]!].join());
    for (let i = 0; i < latents.length; i += 2) {
      const found = entries.findIndex((entry) => {
        const [x, y] = entry.split(',').map(Number);
        return Math.abs(x! - latents[i]!) + Math.abs(y! - latents[i + 1]!) < 1e-6;
      });
      expect(found).toBeGreaterThanOrEqual(0);
    }
    dispose(Object.values(model.step(batch(1))) as Scalar[]);
    expect([...(await codebook().data())]).not.toEqual([...before]);
  });

  it('vqVae passes the gradient of its decoder straight to its encoder, and weighs its terms', async () => {
    const model = quantized(1);
    const { loss, reconstruction, codebook, commitment } = model.evaluate(batch(1));
    const [r, e, c] = await Promise.all([reconstruction, codebook, commitment].map(async (x) => (await x.data())[0]!));
    // Both are the squared distance to the entries.
    expect(e).toBeCloseTo(c!, 5);
    await expectAllClose(loss, [r! + e! + 0.25 * c!], { relative: 1e-5 });
    expect(() => tidy(() => (model as unknown as { sample(n: number, k: unknown): Tensor }).sample(1, key(1)))).toThrow(
      'vqVae.sample: the bottleneck has no prior',
    );
    expect(() => vqVae(mlp(), { shape: [6], latentShape: [3, 2], codebookSize: 1, seed: 1 })).toThrow(
      'vqVae: codebookSize is 1',
    );
    expect(() => model.decode(zeros([2, 3]))).toThrow(
      'vqVae.decode: latents has shape [2,3] but [batch,3,2] was expected.',
    );
  });

  it('leaves nothing behind where a network does not fit, or the optimizer is none', async () => {
    const options = { shape: [6], latentShape: [3, 2], codebookSize: 5, seed: 1 };
    const misfit = { ...mlp({ hidden: [8] }), decoder: () => dense(5) };
    await expectNoLeak(() => {
      expect(() => vqVae(misfit, options)).toThrow(/^dense: |^vqVae: decoder/);
      expect(() => vqVae(mlp(), { ...options, optimizer: {} as never })).toThrow(/^vqVae: optimizer /);
    });
  });
});
