import { describe, expect, it } from 'vitest';
import { onEveryBackend } from './backends.ts';
import { faults } from './faults.test-util.ts';
import { testTrainable } from './testTrainable.ts';
import { makeBatch, toy } from './toy.test-util.ts';
import { trainableChecks } from './trainableChecks.ts';

const known = { weights: {}, random: ['loss'] };
testTrainable('a toy', toy, makeBatch, { random: ['loss'] });

describe('testTrainable catches', () => {
  onEveryBackend(() => {
    it.each(Object.entries(faults))('%s', async (_, { make, caughtBy }) => {
      const check = trainableChecks.find(({ name }) => name.startsWith(caughtBy))!;
      await expect(check.run({ makeModel: make, makeBatch, ...known })).rejects.toThrow();
      await expect(check.run({ makeModel: toy, makeBatch, random: known.random })).resolves.toBeUndefined();
    });
  });
});
