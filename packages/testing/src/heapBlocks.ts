import type { KernelBackend } from '@tensorflow/tfjs-core';

/** What tfjs's WASM backend and our kernels allocate by. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/**
 * Counts the blocks of the WASM heap that are allocated and not freed from now on, by JavaScript: tensors, tables and
 * scratch, but not what is allocated within the module. Always 0 on other backends.
 */
export function countHeapBlocks(backend: KernelBackend): { count(): number; stop(): void } {
  const { wasm } = backend as { wasm?: Allocator };
  if (!wasm) return { count: () => 0, stop: () => {} };
  const { _malloc, _free } = wasm;
  let blocks = 0;
  wasm._malloc = (bytes) => {
    blocks++;
    return _malloc(bytes);
  };
  wasm._free = (address) => {
    blocks--;
    _free(address);
  };
  return { count: () => blocks, stop: () => Object.assign(wasm, { _malloc, _free }) };
}
