import { key, normal } from '@latentkit/random';
import { expectGradients, onEveryBackend, testGenerative } from '@latentkit/testing';
import { mul, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { standardNormalPrior } from './index.ts';

testGenerative('standardNormalPrior', () => standardNormalPrior([2, 3]), 4, { ignoresContext: true });

onEveryBackend(() => {
  it.each([[[3]], [[2, 3]], [[2, 2, 2]]])('has the density of N(0, I) over latents of shape %j', async (shape) => {
    const prior = standardNormalPrior(shape);
    const size = shape.reduce((a, b) => a * b);
    const latents = normal(key(1), [4, ...shape]);
    expect(prior.logProb(latents).shape).toEqual([4]);
    await expectGradients({
      // Weighed, so that no example may stand in for another.
      value: (z) => mul(prior.logProb(z!), [1, 2, 3, 4]),
      reference: (z) =>
        z!.reduce((sum, x, i) => sum - 0.5 * (x * x + Math.log(2 * Math.PI)) * (1 + Math.floor(i / size)), 0),
      inputs: [{ shape: [4, ...shape], values: await latents.data() }],
      tolerance: { relative: 1e-5, absolute: 1e-5 },
    });
  });

  it('refuses another shape', () => {
    expect(() => standardNormalPrior([0])).toThrow('standardNormalPrior: shape is [0]');
    expect(() => standardNormalPrior([2]).logProb(zeros([4, 3]))).toThrow(
      'standardNormalPrior.logProb: latents has shape [4,3] but [batch,2] was expected.',
    );
  });
});
