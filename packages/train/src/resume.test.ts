import { onEveryBackend } from '@latentkit/testing';
import { describe, expect, test } from 'vitest';
import { encodeCheckpoint } from './checkpoint/encodeCheckpoint.ts';
import { loadCheckpoint } from './checkpoint/loadCheckpoint.ts';
import { saveCheckpoint } from './checkpoint/saveCheckpoint.ts';
import { memoryStorage } from './storage/memoryStorage.ts';
import { collect, line, lineBatches } from './test/line.ts';
import { train } from './train.ts';

describe('n steps, save, load into a new model, n steps: the same as 2n steps, bit for bit', () => {
  onEveryBackend(() => {
    // Before, at and after the border between epochs of five batches, and over several of them.
    test.each([1, 3, 5, 8, 20])('n = %d', async (n) => {
      const [whole, first, second] = [line(), line(), line()];
      const all = await collect(train(whole, lineBatches(5), { steps: 2 * n }));

      const storage = memoryStorage();
      const half = await collect(train(first, lineBatches(5), { steps: n, reportEvery: 3 }));
      await saveCheckpoint(first, storage);
      await loadCheckpoint(second, storage);
      const rest = await collect(train(second, lineBatches(5), { steps: 2 * n, reportEvery: 2 }));

      expect(await encodeCheckpoint(second)).toEqual(await encodeCheckpoint(whole));
      for (const report of [...half, ...rest]) expect(report).toEqual(all[report.step - 1]);
      for (const model of [whole, first, second]) model.dispose();
    });

    test('also from a checkpoint on the way, left by a run that was broken off', async () => {
      const [whole, broken, second] = [line(), line(), line()];
      const storage = memoryStorage();
      for await (const { step } of train(broken, lineBatches(5), { steps: 40, checkpoint: { storage, every: 4 } })) {
        if (step === 14) break;
      }
      await loadCheckpoint(second, storage);
      expect(second.stepCount).toBe(12);
      await collect(train(second, lineBatches(5), { steps: 23 }));
      await collect(train(whole, lineBatches(5), { steps: 23 }));
      expect(await encodeCheckpoint(second)).toEqual(await encodeCheckpoint(whole));
      for (const model of [whole, broken, second]) model.dispose();
    });
  });
});
