import type { DataId, KernelBackend } from '@tensorflow/tfjs-core';

/** What of tfjs's WebGPU backend this file relies on. */
interface Storing extends KernelBackend {
  readonly tensorMap: {
    get(id: DataId): { values: unknown };
    set(id: DataId, data: unknown): void;
    delete(id: DataId): boolean;
  };
}

const stored = new WeakMap<KernelBackend, Set<DataId>>();

/**
 * Makes synchronous reads from WebGPU throw. tfjs reads through a canvas, which silently gives zeros where
 * the canvas and the GPU do not meet (headless, software), and then loses the device. From now on it is also kept count
 * of what the backend holds, for {@link downloadAll}.
 */
export function refuseSyncReads(backend: KernelBackend): void {
  const { tensorMap } = backend as Storing;
  const ids = new Set<DataId>();
  stored.set(backend, ids);
  const { set, delete: remove } = tensorMap;
  tensorMap.set = (id, data) => {
    ids.add(id);
    set.call(tensorMap, id, data);
  };
  tensorMap.delete = (id) => {
    ids.delete(id);
    return remove.call(tensorMap, id);
  };
  const { readSync } = backend;
  backend.readSync = (id) => {
    if (tensorMap.get(id).values == null) {
      throw new Error("dataSync: a tensor on 'webgpu' can only be read with `await tensor.data()`.");
    }
    return readSync.call(backend, id);
  };
}

/** Copies all that the backend holds to where it can be read synchronously, as tfjs does to move it elsewhere. */
export async function downloadAll(backend: KernelBackend): Promise<void> {
  // Reading flushes the command queue, which does away with what was disposed meanwhile: so count references each time.
  for (const id of [...(stored.get(backend) ?? [])]) if (backend.refCount(id) > 0) await backend.read(id);
}
