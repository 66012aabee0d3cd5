import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmKernel } from './kernel.ts';
import { upcast } from './upcast.ts';

// A truth value takes a byte of the heap, a number four: a kernel for numbers reads four truth values as one, and beyond
// the last of them.

/**
 * Lets a kernel for numbers take truth values too, and gives them back where it gives whole numbers: a byte for each, as
 * tfjs has them on cpu. Its own kernels on WASM print that they do not know the type, and return what was in the heap.
 */
export function takingTruthValues(kernel: WasmKernel): WasmKernel {
  return (call) => {
    const { inputs, backend } = call;
    if (!Object.values(inputs).some((x) => (x as TensorInfo | null)?.dtype === 'bool')) return kernel(call);
    const out = upcast(backend, 'int32', inputs, (integers) => kernel({ ...call, inputs: integers }));
    if (out.dtype !== 'int32') return out;
    const bytes = backend.makeOutput(out.shape, 'bool');
    backend.typedArrayFromHeap(bytes).set(backend.typedArrayFromHeap(out));
    backend.disposeData(out.dataId);
    return bytes;
  };
}
