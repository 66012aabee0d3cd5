import { assertBytes } from '../assertBytes.ts';
import type { CheckpointStorage } from './CheckpointStorage.ts';

/**
 * Keeps a checkpoint in memory, for as long as the program runs: to try something out and go back.
 *
 * @returns an empty slot
 * @example
 * const storage = memoryStorage();
 * await storage.write(new Uint8Array([1, 2]));
 * await storage.read().then((bytes) => [...bytes!]);  // [1, 2]
 */
export function memoryStorage(): CheckpointStorage {
  let kept: Uint8Array | undefined;
  return {
    async write(bytes) {
      assertBytes('memoryStorage', bytes);
      kept = new Uint8Array(bytes);
    },
    async read() {
      return kept && new Uint8Array(kept);
    },
  };
}
