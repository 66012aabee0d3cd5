import { expect, it } from 'vitest';
import { shareMemory } from './shareMemory.ts';

const header = [0, 97, 115, 109, 1, 0, 0, 0];
/** `env.memory` of at least one page. */
const imported = [2, 15, 1, 3, 101, 110, 118, 6, 109, 101, 109, 111, 114, 121, 2, 0, 1];

it('shares an imported memory', () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
  const shared = new WebAssembly.Module(shareMemory(Uint8Array.from([...header, ...imported])));
  expect(() => new WebAssembly.Instance(shared, { env: { memory } })).not.toThrow();
  const own = new WebAssembly.Module(Uint8Array.from([...header, ...imported]));
  expect(() => new WebAssembly.Instance(own, { env: { memory } })).toThrow(/shared/);
});

it('shares a memory of its own, and leaves the rest', () => {
  const body = [5, 4, 1, 1, 1, 2, 7, 10, 1, 6, 109, 101, 109, 111, 114, 121, 2, 0];
  const module = new WebAssembly.Module(shareMemory(Uint8Array.from([...header, ...body])));
  const { memory } = new WebAssembly.Instance(module).exports as { memory: WebAssembly.Memory };
  expect(memory.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(memory.buffer.byteLength).toBe(65536);
});

it('refuses a module without a memory', () => {
  expect(() => shareMemory(Uint8Array.from(header))).toThrow('shareMemory: binary has no memory but one was expected.');
});
