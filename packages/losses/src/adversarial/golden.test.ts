import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { grads, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import golden from './golden.json';
import { hingeMargin, squaredMargin } from './margin.ts';
import { relativisticAverage, relativisticPaired } from './relativistic.ts';

const losses = {
  RSGAN: relativisticPaired(),
  RaSGAN: relativisticAverage(),
  RaLSGAN: relativisticAverage(squaredMargin),
  RaHingeGAN: relativisticAverage(hingeMargin),
};

onEveryBackend(() => {
  it.each(Object.entries(losses))('%s is as in PyTorch', async (name, loss) => {
    const scores = [tensor1d(golden.real), tensor1d(golden.fake)];
    const sides = {
      critic: (real: Tensor, fake: Tensor) => loss.critic(real, fake),
      generator: (real: Tensor, fake: Tensor) => loss.generator(fake, () => real),
    };
    for (const [side, call] of Object.entries(sides)) {
      const { value, gradients } = golden[side as keyof typeof sides][name as keyof typeof losses];
      // Float32, of a handful of numbers about 1.
      await expectAllClose(call(...(scores as [Tensor, Tensor])), value, { relative: 1e-6 });
      for (const [i, slope] of grads(call)(scores).entries()) {
        await expectAllClose(slope, gradients[i]!, { relative: 1e-5, absolute: 1e-6 });
      }
    }
  });
});
