import { key } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { klSparse, l1Sparse } from '../index.ts';

const at = { step: 0, key: key(1), training: true };
const inputs = { latentShape: [3], shape: [6], key: key(2), encode: () => zeros([1, 3]) };
const output = [
  [1.5, -2, 0.25],
  [-0.5, 3, -1],
];

onEveryBackend(() => {
  it('l1Sparse rectifies, and sums what is left', async () => {
    const { encode, mean } = l1Sparse({ weight: 0.3 })(inputs);
    const { latents, terms, weights } = encode(tensor2d(output), at);
    const expected = output.flat().map((x) => Math.max(0, x));
    await expectAllClose(latents, expected);
    await expectAllClose(mean(tensor2d(output)), expected);
    await expectAllClose(terms.sparsity, [1.75, 3]);
    expect(weights).toEqual({ sparsity: 0.3 });
  });

  it('klSparse squashes, and compares the mean of each latent with the rate', async () => {
    const { encode, mean } = klSparse({ rate: 0.2 })(inputs);
    const { latents, terms, weights } = encode(tensor2d(output), at);
    const squashed = output.map((row) => row.map((x) => 1 / (1 + Math.exp(-x))));
    await expectAllClose(latents, squashed.flat(), { relative: 1e-5 });
    await expectAllClose(mean(tensor2d(output)), latents);
    const expected = [0, 1, 2].reduce((sum, j) => {
      const own = (squashed[0]![j]! + squashed[1]![j]!) / 2;
      return sum + 0.2 * Math.log(0.2 / own) + 0.8 * Math.log(0.8 / (1 - own));
    }, 0);
    await expectAllClose(terms.sparsity, [expected], { relative: 1e-5 });
    expect(weights).toEqual({ sparsity: 3 });
  });

  it('refuses weights and rates out of range', () => {
    expect(() => l1Sparse({ weight: -1 })).toThrow('l1Sparse: weight is -1');
    for (const rate of [0, 1]) expect(() => klSparse({ rate })).toThrow(`klSparse: rate is ${rate}`);
  });
});
