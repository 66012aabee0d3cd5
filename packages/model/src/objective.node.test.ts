import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { scalar, tensor1d, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { sumOfTerms } from './index.ts';

const latents = () => zeros([3, 1]);

onEveryBackend(() => {
  it('weighs the terms of each example and those of the whole batch', async () => {
    const terms = { kl: tensor1d([1, 2, 3]), free: tensor1d([4, 4, 4]), whole: scalar(5) };
    const loss = sumOfTerms(tensor1d([10, 20, 30]), { latents: latents(), terms, weights: { kl: 2, whole: 0.5 } });
    expect(loss.shape).toEqual([3]);
    await expectAllClose(loss, [10 + 2 + 4 + 2.5, 20 + 4 + 4 + 2.5, 30 + 6 + 4 + 2.5]);
  });

  it('leaves out what has the weight 0, and is the reconstruction where there is nothing else', async () => {
    const terms = { kl: tensor1d([1, 2, 3]) };
    await expectAllClose(sumOfTerms(tensor1d([1, 2, 3]), { latents: latents(), terms, weights: { kl: 0 } }), [1, 2, 3]);
    await expectAllClose(sumOfTerms(tensor1d([1, 2, 3]), { latents: latents(), terms: {} }), [1, 2, 3]);
  });
});
