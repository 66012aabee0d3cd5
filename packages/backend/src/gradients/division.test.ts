import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { div, grads, mul, reciprocal, sum, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { it } from 'vitest';

onEveryBackend(() => {
  it('has an ordinary slope where the square of the divisor is not to be told from 0', async () => {
    // As p log(p / q) has it: what is divided, and what is handed back, is as small as the divisor.
    const small = [1e-30, 3e-25, -2e-20, 1, 4e20];
    const [a, b] = [tensor1d(small.map((x) => 2 * x)), tensor1d(small)];
    const [byA, byB] = grads((a, b) => sum(mul(div(a, b), tensor1d(small))))([a, b]);
    await expectAllClose(byA!, [1, 1, 1, 1, 1]);
    await expectAllClose(byB!, [-2, -2, -2, -2, -2]);
    const positive = small.map(Math.abs);
    const weights = tensor1d(positive.map((x) => x ** 1.25));
    const [byX] = grads((x) => sum(mul(reciprocal(x), weights)))([tensor1d(positive)]);
    // x to the power of −¾; the weight itself is rounded.
    await expectAllClose(
      byX!,
      positive.map((x) => -(x ** -0.75)),
      { relative: 1e-5 },
    );
  });

  it('sums over what was broadcast', async () => {
    const [a, b] = [tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), tensor1d([1, 2, 4])];
    const [byA, byB] = grads((a, b) => sum(div(a, b)))([a, b]);
    await expectAllClose(byA!, [1, 0.5, 0.25, 1, 0.5, 0.25]);
    await expectAllClose(byB!, [-5, -7 / 4, -9 / 16]);
    const [byRow, byMatrix] = grads((a, b) => sum(div(a, b)))([b, a]);
    await expectAllClose(byRow!, [1 + 1 / 4, 1 / 2 + 1 / 5, 1 / 3 + 1 / 6]);
    await expectAllClose(byMatrix!, [-1, -2 / 4, -4 / 9, -1 / 16, -2 / 25, -4 / 36]);
  });
});
