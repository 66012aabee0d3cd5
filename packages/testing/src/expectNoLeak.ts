import { backend, memory } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { countHeapBlocks } from './heapBlocks.ts';

/**
 * Runs `step` once to warm up, then `times` more, and fails unless what is held stays the same: the tensors and buffers
 * that the engine counts, the data that the backend counts, within its kernels too, and on WASM the blocks of the heap.
 */
export async function expectNoLeak(step: () => unknown | Promise<unknown>, times = 5): Promise<void> {
  await step();
  const blocks = countHeapBlocks(backend());
  const held = () => {
    const { numTensors, numDataBuffers } = memory();
    return { numTensors, numDataBuffers, dataIds: backend().numDataIds(), heapBlocks: blocks.count() };
  };
  try {
    const before = held();
    for (let i = 0; i < times; i++) {
      await step();
      expect(held()).toEqual(before);
    }
  } finally {
    blocks.stop();
  }
}
