import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { tensor1d, tidy, variable } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { adam } from './adam.ts';
import { clipWeights } from './clipWeights.ts';
import { sgd } from './sgd.ts';

onEveryBackend(() => {
  it('clips after the update, and every variable', async () => {
    const a = tidy(() => variable(tensor1d([0.5, -0.5, 3])));
    const b = tidy(() => variable(tensor1d([-7])));
    const bound = clipWeights(1, sgd({ learningRate: 1 })).bind({ a, b });
    bound.apply({ a: tensor1d([-1, 1, 2.5]), b: tensor1d([0]) });
    await expectAllClose(a, [1, -1, 0.5]);
    await expectAllClose(b, [-1]);
  });

  it('has the state of its optimiser, and leaves nothing behind', async () => {
    const a = tidy(() => variable(tensor1d([0.5])));
    const bound = clipWeights(1, adam()).bind({ a });
    const gradient = tensor1d([1]);
    await expectNoLeak(() => bound.apply({ a: gradient }));
    expect(Object.keys(bound.state().tensors).sort()).toEqual(['a/m', 'a/v']);
    bound.dispose();
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the limit %d', (limit) => {
    expect(() => clipWeights(limit, sgd())).toThrow(RangeError);
  });
});
