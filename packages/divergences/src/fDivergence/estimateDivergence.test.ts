import { expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { type Tensor1D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { forwardKl, pearson, reverseKl, squaredHellinger } from '../index.ts';
import { estimateDivergence } from './estimateDivergence.ts';

onEveryBackend(() => {
  it('is the mean of f of the ratio, with the standard error of that mean', async () => {
    const { estimate, standardError } = await estimateDivergence(pearson, tensor1d([0, 1, -1]), tensor1d([0, 0, 0]));
    const values = [0, (Math.E - 1) ** 2, (1 / Math.E - 1) ** 2];
    const mean = values.reduce((sum, x) => sum + x) / 3;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 2;
    expect(estimate).toBeCloseTo(mean, 5);
    expect(standardError).toBeCloseTo(Math.sqrt(variance / 3), 5);
  });

  it('takes f(0) where a sample is outside of P', async () => {
    const [logP, logQ] = [tensor1d([-Infinity, Math.LN2, -200]), tensor1d([0, 0, 0])];
    expect((await estimateDivergence(forwardKl, logP, logQ)).estimate).toBeCloseTo((2 * Math.LN2) / 3, 5);
    const hellinger = (0.5 + 0.5 * (Math.SQRT2 - 1) ** 2 + 0.5) / 3;
    expect((await estimateDivergence(squaredHellinger, logP, logQ)).estimate).toBeCloseTo(hellinger, 5);
    expect(await estimateDivergence(reverseKl, logP, logQ)).toEqual({ estimate: Infinity, standardError: Number.NaN });
  });

  it('refuses what are no log-densities at samples of Q', async () => {
    const zeros = tensor1d([0, 0]);
    for (const [logP, logQ, message] of [
      [
        tensor1d([0, Number.NaN]),
        zeros,
        /^estimateDivergence: logP\[1\] is NaN but a finite number or -Infinity was expected\.$/,
      ],
      [tensor1d([Infinity, 0]), zeros, /logP\[0\] is Infinity/],
      [zeros, tensor1d([0, -Infinity]), /logQ\[1\] is -Infinity but a finite number was expected/],
      [zeros, tensor1d([Number.NaN, 0]), /logQ\[0\] is NaN/],
      [tensor1d([0, 100]), zeros, /logP\[1\] - logQ\[1\] is 100 but at most 88.7 was expected/],
      [tensor1d([0]), tensor1d([0]), /logP has shape \[1\] but \[samples\], at least 2, was expected/],
      [zeros, tensor1d([0]), /logP has shape \[2\] but logQ has shape \[1\]/],
      [tensor2d([[0, 0]]) as unknown as Tensor1D, tensor2d([[0, 0]]) as unknown as Tensor1D, /has shape \[1,2\]/],
    ] as const) {
      const call = estimateDivergence(forwardKl, logP, logQ);
      await expect(call).rejects.toThrow(message);
      await expect(call).rejects.toBeInstanceOf(RangeError);
    }
  });

  it('leaks nothing', async () => {
    const [logP, logQ] = [tensor1d([0, 1]), tensor1d([0, 0])];
    await expectNoLeak(() => estimateDivergence(forwardKl, logP, logQ));
  });
});
