import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { OutOfMemoryError } from '../../OutOfMemoryError.ts';

/** What of tfjs's WebAssembly module allocates. */
interface Allocator {
  readonly asm: { readonly memory: WebAssembly.Memory };
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** Throws {@link OutOfMemoryError} where tfjs writes to address 0 instead, and where it takes a size modulo 4 GiB. */
export function refuseToOverflow(backend: BackendWasm): void {
  const allocator = backend.wasm as unknown as Allocator;
  // Emscripten puts the function itself in its place when it is first called.
  allocator._free(allocator._malloc(1));
  const { _malloc: allocate, asm } = allocator;
  allocator._malloc = (bytes) => {
    const at = bytes < 2 ** 32 ? allocate(bytes) : 0;
    if (at === 0 && bytes > 0) throw new OutOfMemoryError(bytes, asm.memory.buffer.byteLength);
    return at;
  };
}
