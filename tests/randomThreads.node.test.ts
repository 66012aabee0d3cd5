import { useBackend } from '@latentkit/backend';
import { key, normal, normalValues, uniform, uniformValues } from '@latentkit/random';
import type { Tensor } from '@tensorflow/tfjs-core';
import { afterAll, expect, it } from 'vitest';

afterAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

it.each([1, 2, 3])('random tensors are those of the host on %d threads', async (threads) => {
  expect(await useBackend('wasm', { threads })).toMatchObject({ threads });
  for (const count of [49_999, 200_000, 200_001]) {
    await expectBytes(normal(key(9), [count]), normalValues(key(9), count));
    await expectBytes(uniform(key(9), [count]), uniformValues(key(9), count));
  }
});

async function expectBytes(x: Tensor, expected: Float32Array): Promise<void> {
  const found = await x.data<'float32'>();
  x.dispose();
  expect(found.length).toBe(expected.length);
  expect(Buffer.from(found.buffer, found.byteOffset, found.byteLength).equals(Buffer.from(expected.buffer))).toBe(true);
}
