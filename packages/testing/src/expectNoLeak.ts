import { memory } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** Runs `step` once to warm up, then `times` more, and fails unless the number of tensors and of bytes stays the same. */
export async function expectNoLeak(step: () => unknown | Promise<unknown>, times = 5): Promise<void> {
  await step();
  const before = memory();
  for (let i = 0; i < times; i++) {
    await step();
    const after = memory();
    expect({ numTensors: after.numTensors, numDataBuffers: after.numDataBuffers }).toEqual({
      numTensors: before.numTensors,
      numDataBuffers: before.numDataBuffers,
    });
  }
}
