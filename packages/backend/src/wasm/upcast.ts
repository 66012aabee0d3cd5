import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { Cast, type NamedTensorInfoMap, type TensorInfo, upcastType } from '@tensorflow/tfjs-core';
import { run } from './kernel.ts';

/**
 * Calls with the tensors cast to `dtype`, but for those of a wider type, and disposes what that took. From the narrowest
 * to the widest the types are bool, int32, float32.
 */
export function upcast(
  backend: BackendWasm,
  dtype: 'int32' | 'float32',
  tensors: NamedTensorInfoMap,
  body: (tensors: NamedTensorInfoMap) => TensorInfo,
): TensorInfo {
  const made: TensorInfo[] = [];
  const given = { ...tensors } as Record<string, TensorInfo | null | undefined>;
  try {
    for (const [name, x] of Object.entries(given)) {
      // Kernels are called without arguments that may be left out.
      if (!x) continue;
      const wide = upcastType(x.dtype, dtype);
      if (wide === x.dtype) continue;
      given[name] = run(backend, Cast, { x }, { dtype: wide });
      made.push(given[name]);
    }
    return body(given as NamedTensorInfoMap);
  } finally {
    for (const { dataId } of made) backend.disposeData(dataId);
  }
}
