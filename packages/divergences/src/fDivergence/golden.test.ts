import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { divergence } from './divergence.ts';
import golden from './golden.json';
import { symmetricKl } from './kinds/symmetricKl.ts';
import { quadrature } from './quadrature.ts';
import { named } from './reference.test-util.ts';
import { renyi } from './renyi.ts';

/** float32; but GPUs take a power as exp2(a log2 x), which multiplies the rounding of the logarithm by a and by itself. */
const toleranceOn = (backend: string, name: string) => ({
  relative: backend.startsWith('web') && name.startsWith('alpha') ? 1e-5 : 1e-6,
});

onEveryBackend((backend) => {
  const [p, q] = [() => tensor2d(golden.p), () => tensor2d(golden.q)];

  describe('as in SciPy, also for distributions 1e-4 apart and for unequal supports', () => {
    it.each(named)('%s', async (name, { divergence: kind }) => {
      const expected = golden.divergences[name as keyof typeof golden.divergences].map(Number);
      await expectAllClose(await divergence(kind, p(), q()), expected, {
        ...toleranceOn(backend, name),
        // −log 4, to which the rest is added, is itself rounded.
        absolute: kind.minimum === 0 ? 0 : 2e-7,
      });
    });

    it.each(Object.entries(golden.renyi))('renyi of order %s', async (order, values) => {
      await expectAllClose(await renyi(Number(order), p(), q()), values.map(Number), { relative: 1e-6, absolute: 0 });
    });
  });

  it('integrates two Gaussians as SciPy does', async () => {
    const points = Array.from({ length: 401 }, (_, i) => i / 16 - 12);
    const density = (mean: number, deviation: number) =>
      tensor2d([
        points.map((x) => Math.exp(-(((x - mean) / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI))),
      ]);
    const [p, q] = [density(0, 1), density(0.75, 1.1)];
    for (const [name, { divergence }] of named) {
      const expected = Number(golden.gaussians[name as keyof typeof golden.gaussians]);
      const given = (await (await quadrature(divergence, p, q, { spacing: 1 / 16 })).data())[0]!;
      // Total variation has kinks, where the rule is wrong by about spacing² / 12 times the jump of the slope.
      const relative = name === 'totalVariation' ? 1e-3 : 2e-5;
      expect(Math.abs(given / expected - 1), name).toBeLessThan(relative);
    }
  });

  it('has the conjugate of Jeffreys from Lambert’s function', async () => {
    const { slopes, values } = golden.symmetricKlConjugate;
    // exp(40) of a slope rounded in float32 has a relative error of 40 · 2⁻²⁴.
    await expectAllClose(symmetricKl.conjugate(tensor1d(slopes)), values, { relative: 5e-6, absolute: 1e-6 });
  });
});
