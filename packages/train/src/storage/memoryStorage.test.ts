import { testCheckpointStorage } from '@latentkit/testing';
import type { CheckpointStorage } from './CheckpointStorage.ts';
import { memoryStorage } from './memoryStorage.ts';

const slots = new Map<string, CheckpointStorage>();

testCheckpointStorage('memoryStorage', (slot) => {
  const storage = slots.get(slot) ?? memoryStorage();
  slots.set(slot, storage);
  return storage;
});
