import { expectGradients, onEveryBackend } from '@latentkit/testing';
import { sum } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { logSumExpAlong } from './logSumExpAlong.ts';

const values = [0.3, -1, 2, 2, -40, 0.5, 1e3, -1e3, 0, 3, -2, 1];

/** Over the middle axis of `[2, 3, 2]`, in float64. */
function reference(x: ArrayLike<number>): number[] {
  return [0, 1].flatMap((i) =>
    [0, 1].map((k) => {
      const all = [0, 1, 2].map((j) => x[6 * i + 2 * j + k]!);
      const most = Math.max(...all);
      return most + Math.log(all.reduce((total, value) => total + Math.exp(value - most), 0));
    }),
  );
}

onEveryBackend(() => {
  it('has the value and the gradient of its formula along any axis', async () => {
    await expectGradients({
      value: (x) => sum(logSumExpAlong(x!, 1)),
      reference: (x) => reference(x!).reduce((a, b) => a + b),
      inputs: [{ shape: [2, 3, 2], values }],
    });
  });
});
