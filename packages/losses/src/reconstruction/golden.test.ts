import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { grads, sum, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import golden from './golden.json';
import { huber } from './huber.ts';
import { testImages } from './images.test-util.ts';
import { msSsim } from './msSsim.ts';
import { ssim } from './ssim.ts';

/** What golden.py writes of a loss. */
interface Case {
  readonly inputs: readonly { shape: number[]; values: number[] }[];
  readonly value: readonly number[];
  readonly gradients: readonly (number[] | null)[];
}

// float32 has 6e-8, and a sum of dozens of terms of both signs loses a digit.
const exact = { relative: 1e-6, absolute: 1e-6 };
// Differences of nearly equal numbers, such as mean − target, have the absolute error of these.
const slopes = { relative: 2e-5, absolute: 2e-6 };

async function expectAsReferred(loss: (output: Tensor, target: Tensor) => Tensor, expected: Case) {
  const tensors = expected.inputs.map(({ shape, values }) => tensor(values, shape));
  const value = (...x: Tensor[]) => loss(x[0]!, x[1]!);
  await expectAllClose(value(...tensors), expected.value, exact);
  for (const [i, slope] of grads((...x: Tensor[]) => sum(value(...x)))(tensors).entries())
    await expectAllClose(slope, expected.gradients[i]!, slopes);
}

onEveryBackend(() => {
  describe('as in PyTorch and SciPy', () => {
    it('huber', async () => {
      await expectAsReferred((p, t) => huber(p, t, { threshold: 0.75 }), golden.huber);
    });
  });

  describe('as in scikit-image and SciPy', () => {
    it.each([
      ['ssim', ssim, golden.ssim],
      ['msSsim', (a: Tensor, b: Tensor) => msSsim(a, b, { weights: [0.3, 0.7] }), golden.msSsim],
    ] as const)('%s', async (_, similarity, { shape, value, gradients }) => {
      const pair = testImages(shape);
      await expectAllClose(similarity(...pair), value, exact);
      const found = grads((a, b) => sum(similarity(a!, b!)))(pair);
      for (const [i, slope] of found.entries()) await expectAllClose(slope, gradients[i]!, slopes);
    });

    it('ssim with other options', async () => {
      const options = { windowSize: 9, standardDeviation: 1, k1: 0.02, k2: 0.05, range: 255 };
      await expectAllClose(ssim(...testImages(golden.ssim.shape, 1), options), golden.ssimOptions, exact);
    });
  });
});
