import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { sigmoid, tensor1d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { forwardKl, ganObjective, pearson } from '../index.ts';
import { optimalCritic, optimalDiscriminator, optimalOutput } from './optimalCritic.ts';
import { named } from './reference.test-util.ts';

onEveryBackend(() => {
  const [p, q] = [() => tensor1d([0.3, 0.3, 0.5, 0, 0.1, 0]), () => tensor1d([0.1, 0.6, 0.5, 0.1, 0, 0])];

  it('the best critic is f’ of the ratio, with its limits where a density is 0', async () => {
    await expectAllClose(optimalCritic(forwardKl, p(), q()), [
      1 + Math.log(3),
      1 - Math.LN2,
      1,
      -Infinity,
      Infinity,
      1,
    ]);
    await expectAllClose(optimalCritic(pearson, p(), q()), [4, -1, 0, -2, Infinity, 0]);
  });

  it('the best output has the best critic as its activation', async () => {
    for (const [name, { divergence }] of named) {
      const output = optimalOutput(divergence, p(), q());
      const given = await divergence.activation(output).data();
      const known = await optimalCritic(divergence, p(), q()).data();
      expect([...(await output.data()), ...known].some(Number.isNaN), name).toBe(false);
      await expectAllClose(given, known, { relative: 2e-5, absolute: 2e-6 });
    }
  });

  it('the best discriminator is the share of the data', async () => {
    await expectAllClose(optimalDiscriminator(p(), q()), [0.75, 1 / 3, 0.5, 0, 1, 0.5]);
    await expectAllClose(sigmoid(optimalOutput(ganObjective, p(), q())), [0.75, 1 / 3, 0.5, 0, 1, 0.5]);
  });

  it('they broadcast nothing and leak nothing', async () => {
    const [a, b, one] = [p(), q(), tensor1d([1])];
    for (const call of [
      () => optimalCritic(forwardKl, a, one),
      () => optimalOutput(forwardKl, a, one),
      () => optimalDiscriminator(a, one),
    ]) {
      expect(call).toThrow(/^optimal\w+: p has shape \[6\] but q has shape \[1\]\.$/);
    }
    await expectNoLeak(() => {
      for (const tensor of [optimalCritic(forwardKl, a, b), optimalOutput(forwardKl, a, b), optimalDiscriminator(a, b)])
        tensor.dispose();
    });
  });
});
