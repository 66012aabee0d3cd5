import { chainBijections, coupling } from '@latentkit/distributions';
import { key, normal, uniform } from '@latentkit/random';
import { onEveryBackend, testBottleneck, testGenerative, testTrainable } from '@latentkit/testing';
import { tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { flowPrior, gaussian, mlp, vae } from '../index.ts';

const prior = flowPrior(chainBijections([coupling({ hidden: [8] }), coupling({ hidden: [8], swap: true })]));
const built = () => {
  const made = prior({ latentShape: [2], shape: [6], key: key(1), encode: (data) => data });
  // Couplings start as the identity: other weights, so that there is something to integrate.
  for (const [i, variable] of Object.values(made.variables!).entries()) {
    variable.assign(normal(key(i), variable.shape, { standardDeviation: 0.3 }));
  }
  return made;
};

testGenerative('flowPrior', built, 4, { ignoresContext: true });
testBottleneck('gaussian with flowPrior', gaussian({ prior: (inputs) => ({ ...prior(inputs), ...built() }) }), {
  latentShape: [2],
});
testTrainable(
  'a vae with flowPrior',
  (seed) => vae(mlp({ hidden: [8] }), { shape: [6], latentSize: 2, seed, prior }),
  (index) => uniform(key(index), [4, 6]),
  { random: ['kl'] },
);

onEveryBackend(() => {
  it('has a density of integral 1, whose mean is that of its samples', async () => {
    const { logProb, sample } = built();
    const [side, half] = [160, 8];
    const step = (2 * half) / side;
    const at = (i: number) => -half + (i + 0.5) * step;
    const grid = Array.from({ length: side * side }, (_, i) => [at(i % side), at(Math.floor(i / side))]);
    const densities = Array.from(await logProb(tensor2d(grid)).data(), (value) => Math.exp(value) * step * step);
    const integral = (f: (x: number[]) => number) => densities.reduce((sum, p, i) => sum + p * f(grid[i]!), 0);
    // The midpoint rule, on kinks of the activations at most of the second order in a step of 0.1.
    expect(Math.abs(integral(() => 1) - 1)).toBeLessThan(5e-3);
    const count = 4000;
    const values = await sample(count, key(2)).data();
    for (const axis of [0, 1]) {
      let mean = 0;
      for (let i = 0; i < count; i++) mean += values[2 * i + axis]! / count;
      const expected = integral((x) => x[axis]!);
      const spread = Math.sqrt(integral((x) => (x[axis]! - expected) ** 2) / count);
      // Four standard errors, and what the grid leaves.
      expect(Math.abs(mean - expected)).toBeLessThan(4 * spread + 5e-3);
    }
  });

  it('refuses what is no recipe, and latents of another shape', () => {
    expect(() => flowPrior({} as never)).toThrow('flowPrior: bijection is {}');
    expect(() => built().logProb(zeros([4, 3]))).toThrow('flowPrior.logProb: latents has shape [4,3] but [batch,2]');
  });
});
