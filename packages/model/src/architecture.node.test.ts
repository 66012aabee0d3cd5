import { dense, dropout, type Layer, sequential } from '@latentkit/nn';
import { key } from '@latentkit/random';
import { expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { buildNetworks } from './index.ts';

const recipe = ([size]: readonly number[]): Layer => dense(size!);
const plan = { part: recipe, inputShape: [3], outputShape: [2] };

onEveryBackend(() => {
  it('builds recipes of keys of their own, and takes networks as they are', async () => {
    const own = sequential([dense(2)], { inputShape: [3], key: key(2) });
    const { a, b, c } = buildNetworks('mine', { a: plan, b: plan, c: { ...plan, part: own } }, key(1));
    expect(c).toBe(own);
    expect([...(await a.variables['0/kernel']!.data())]).not.toEqual([...(await b.variables['0/kernel']!.data())]);
  });

  it.each<[string, (outputShape: readonly number[]) => Layer, string]>([
    ['gives another shape', () => dense(5), 'mine: b gives [5] for each example but [2] was expected.'],
    ['gives no layer', () => 3 as never, 'mine: architecture.b() is 3 but a layer was expected.'],
    [
      'throws',
      () => {
        throw new RangeError('no.');
      },
      'no.',
    ],
    ['gives a layer that throws', () => dropout(2), 'dropout: rate is 2'],
  ])('frees what it has built, and not what it was given, where a recipe %s', async (_, part, message) => {
    const own = sequential([dense(2)], { inputShape: [3], key: key(2) });
    const plans = { given: { ...plan, part: own }, a: plan, b: { ...plan, part } };
    await expectNoLeak(() => {
      expect(() => buildNetworks('mine', plans, key(1))).toThrow(message);
    });
    expect(own.variables['0/kernel']!.isDisposed).toBe(false);
    dispose(own.variables as Record<string, Tensor>);
  });
});
