import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { grad, mul, range, reshape, sum, type Tensor, tile } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { repeatExamples } from './repeatExamples.ts';

onEveryBackend(() => {
  it('gives what tile gives, and its gradient', async () => {
    const x = reshape(range(1, 13), [2, 3, 2]);
    const weights = reshape(range(0, 36), [6, 3, 2]);
    for (const times of [1, 3]) {
      const tiled = tile(x, [times, 1, 1]);
      expect(repeatExamples(x, times).shape).toEqual(tiled.shape);
      await expectAllClose(repeatExamples(x, times), await tiled.data(), { absolute: 0 });
    }
    const through = (f: (x: Tensor) => Tensor) => grad((x: Tensor) => sum(mul(f(x), weights)))(x);
    const expected = await through((x) => tile(x, [3, 1, 1])).data();
    await expectAllClose(
      through((x) => repeatExamples(x, 3)),
      expected,
      { absolute: 0 },
    );
  });
});
