import { useBackend } from '@latentkit/backend';
import { beforeAll, expect, test } from 'vitest';
import { collect, line, lineBatches } from './test/line.ts';
import { train } from './train.ts';

beforeAll(() => useBackend('cpu'));

test('asks the model about its data whenever it reads metrics, and passes on what it says', async () => {
  const asked: number[] = [];
  const refused = new Error('line.step: the data go from -2 to 2.');
  const model = line();
  const watching = Object.create(model, {
    stepCount: { get: () => model.stepCount },
    checkData: {
      value: async () => {
        asked.push(model.stepCount);
        if (model.stepCount === 6) throw refused;
      },
    },
  });
  const run = train(watching, lineBatches(), { steps: 9, reportEvery: 3 });
  await expect(collect(run)).rejects.toBe(refused);
  expect(asked).toEqual([3, 6]);
});
