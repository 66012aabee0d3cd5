import { key, uniform } from '@latentkit/random';
import { dropoutAndBatchNorm, onEveryBackend } from '@latentkit/testing';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { gan } from './index.ts';

onEveryBackend(() => {
  it('moves the statistics of the generator in every step, and its weights when its phase is due', async () => {
    const networks = { generator: dropoutAndBatchNorm, critic: dropoutAndBatchNorm };
    const model = gan(networks, { shape: [6], latentSize: 3, seed: 1, criticSteps: 2 });
    const read = async (end: string) => {
      const all = Object.entries(model.state().tensors);
      const found = all.filter(([name]) => name.startsWith('generator/') && name.endsWith(end));
      return (await Promise.all(found.map(([, value]) => value.data()))).join(';');
    };
    const before = [await read('kernel'), await read('movingMean'), await read('movingVariance')];
    dispose(Object.values(model.step(uniform(key(1), [4, 6]))) as Tensor[]);
    const after = [await read('kernel'), await read('movingMean'), await read('movingVariance')];
    expect(after.map((values, i) => values !== before[i])).toEqual([false, true, true]);
    dispose(Object.values(model.step(uniform(key(2), [4, 6]))) as Tensor[]);
    expect(await read('kernel')).not.toBe(before[0]);
    model.dispose();
  });
});
