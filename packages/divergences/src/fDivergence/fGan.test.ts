import { minimax, nonSaturating } from '@latentkit/losses';
import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import { grad, grads, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { ganObjective } from '../index.ts';
import { fGan } from './fGan.ts';
import { named, single } from './reference.test-util.ts';
import { variationalBound } from './variationalBound.ts';

const outputs = [-1e4, -1e3, -200, -100, -90, -80, -20, -6, -5.5, -4.5, -0.3, 0, 0.4, 3, 20, 80, 95, 200, 1e3, 1e4];

onEveryBackend((backend) => {
  // exp of a number near 80 that is rounded in float32 has a relative error of 80 · 2⁻²⁴; GPUs have fewer digits yet.
  const tolerance = { relative: backend.startsWith('web') ? 1e-4 : 2e-5, absolute: 2e-6 };

  describe.each(named)('fGan(%s) for outputs from −1e4 to 1e4', (_, { divergence, activation, composed }) => {
    const v = () => tensor1d(outputs);

    it('has the values of its formulas, infinite where float32 has no such number', async () => {
      await expectAllClose(
        divergence.activation(v()),
        outputs.map((x) => single(activation(x))),
        tolerance,
      );
      await expectAllClose(
        divergence.conjugateOfActivation(v()),
        outputs.map((x) => single(composed(x))),
        tolerance,
      );
    });

    it('has the gradients of its formulas', async () => {
      // Away from the kinks that some have at 0.
      const moderate = { shape: [8], values: [-6, -5.5, -4.5, -0.3, 0.4, 1.5, 3, 5] };
      for (const [of, reference] of [
        [divergence.activation, activation],
        [divergence.conjugateOfActivation, composed],
      ] as const) {
        await expectGradients({
          value: (v) => of(v!),
          reference: (v) => v!.reduce((sum, x) => sum + reference(x), 0),
          inputs: [moderate],
          // Sums of numbers up to e⁶, of which finite differences keep nine digits and a GPU five.
          tolerance: { relative: 1e-4, absolute: 2e-5 },
        });
      }
    });

    it('has no NaN in a loss or a gradient', async () => {
      const loss = fGan(divergence);
      const strong = fGan(divergence, { nonSaturating: true });
      const [byReal, byFake] = grads((real: Tensor, fake: Tensor) => loss.critic(real, fake))([v(), v()]);
      const found = {
        critic: await loss.critic(v(), v()).data(),
        generator: await loss.generator(v(), v).data(),
        strongGenerator: await strong.generator(v(), v).data(),
        criticByReal: await byReal!.data(),
        criticByFake: await byFake!.data(),
        generatorByFake: await grad((fake: Tensor) => loss.generator(fake, v))(v()).data(),
        strongGeneratorByFake: await grad((fake: Tensor) => strong.generator(fake, v))(v()).data(),
      };
      for (const [name, values] of Object.entries(found)) {
        expect([...values].some(Number.isNaN), `${name}: ${values}`).toBe(false);
      }
    });
  });

  it('is the first GAN for its objective', async () => {
    const [real, fake] = [tensor1d([-3, 0.5, 20]), tensor1d([1, -0.5, 30])];
    for (const [ours, theirs] of [
      [fGan(ganObjective), minimax()],
      [fGan(ganObjective, { nonSaturating: true }), nonSaturating()],
    ] as const) {
      await expectAllClose(ours.critic(real, fake), await theirs.critic(real, fake).data());
      await expectAllClose(
        ours.generator(fake, () => real),
        await theirs.generator(fake, () => real).data(),
      );
    }
    await expectAllClose(variationalBound(ganObjective, real, fake), [
      -(await minimax().critic(real, fake).data())[0]!,
    ]);
  });
});
