import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { Cast, type NamedTensorInfoMap, type TensorInfo } from '@tensorflow/tfjs-core';
import { run, type WasmKernel } from './kernel.ts';

// A truth value takes a byte of the heap, a number four: a kernel for numbers reads four truth values as one, and beyond
// the last of them.

/** Calls with whole numbers in place of truth values, and disposes what that took. */
export function asIntegers(
  backend: BackendWasm,
  tensors: NamedTensorInfoMap,
  body: (integers: NamedTensorInfoMap) => TensorInfo,
): TensorInfo {
  const made: TensorInfo[] = [];
  const given = Object.entries(tensors as Record<string, TensorInfo>).map(([name, x]) => {
    if (x?.dtype !== 'bool') return [name, x] as const;
    made.push(run(backend, Cast, { x }, { dtype: 'int32' }));
    return [name, made.at(-1)!] as const;
  });
  const out = body(Object.fromEntries(given));
  for (const { dataId } of made) backend.disposeData(dataId);
  return out;
}

/**
 * Lets a kernel for numbers take truth values too, and gives them back where it gives whole numbers: a byte for each, as
 * tfjs has them on cpu. Its own kernels on WASM print that they do not know the type, and return what was in the heap.
 */
export function takingTruthValues(kernel: WasmKernel): WasmKernel {
  return (call) => {
    const { inputs, backend } = call;
    if (!Object.values(inputs).some((x) => (x as TensorInfo | null)?.dtype === 'bool')) return kernel(call);
    const out = asIntegers(backend, inputs, (integers) => kernel({ ...call, inputs: integers }));
    if (out.dtype !== 'int32') return out;
    const bytes = backend.makeOutput(out.shape, 'bool');
    backend.typedArrayFromHeap(bytes).set(backend.typedArrayFromHeap(out));
    backend.disposeData(out.dataId);
    return bytes;
  };
}
