import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { decodeSafetensors } from './safetensors/decodeSafetensors.ts';
import { encodeSafetensors } from './safetensors/encodeSafetensors.ts';
import type { NamedArray } from './safetensors/namedArray.ts';
import { memoryStorage } from './storage/memoryStorage.ts';

/** Of another realm, as in an iframe or under Jest, whose sandbox has classes of its own. */
const foreign = <T>(code: string) => runInNewContext(code) as T;

test('bytes of another realm are bytes', async () => {
  const data = foreign<Float32Array>('new Float32Array([1, 2])');
  expect(data instanceof Float32Array).toBe(false);
  const bytes = encodeSafetensors({ x: { dtype: 'float32', shape: [2], data } as NamedArray });
  const elsewhere = foreign<(bytes: Uint8Array) => Uint8Array>('(bytes) => new Uint8Array(bytes)')(bytes);
  expect(elsewhere instanceof Uint8Array).toBe(false);
  expect([...decodeSafetensors(elsewhere).tensors.x!.data]).toEqual([1, 2]);
  const storage = memoryStorage();
  await storage.write(elsewhere);
  expect(await storage.read()).toEqual(bytes);
  await expect(storage.write(foreign('[1, 2]'))).rejects.toThrow('memoryStorage: bytes is [1,2] but a Uint8Array');
});
