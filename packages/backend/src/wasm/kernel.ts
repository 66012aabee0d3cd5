import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { getKernel, type NamedAttrMap, type NamedTensorInfoMap, type TensorInfo } from '@tensorflow/tfjs-core';
import { type Kernel, type KernelCall, placeKernel } from '../placeKernel.ts';

/** A kernel that runs on tfjs's WASM heap. It owns nothing: what it makes on the way it disposes. */
export type WasmKernel = Kernel<BackendWasm>;

/** Registers a kernel for 'wasm', in place of tfjs's own where there is one, which is handed over. */
export function defineKernel(
  kernelName: string,
  make: (stock: WasmKernel | undefined) => (call: KernelCall<BackendWasm>) => TensorInfo | TensorInfo[],
): void {
  placeKernel(kernelName, 'wasm', make);
}

/** Runs another kernel of the backend from within one. The caller disposes the result. */
export function run(
  backend: BackendWasm,
  kernelName: string,
  inputs: NamedTensorInfoMap,
  attrs: NamedAttrMap = {},
): TensorInfo {
  const kernel = getKernel(kernelName, 'wasm')!.kernelFunc as unknown as (call: object) => TensorInfo;
  return kernel({ inputs, attrs, backend });
}

/** The heap's memory. Take it after the last allocation: it is another one when the heap has grown. */
export function memory(backend: BackendWasm): ArrayBufferLike {
  return (backend.wasm as unknown as { HEAPU8: Uint8Array }).HEAPU8.buffer;
}

/** The whole heap as floats, to be taken after the last allocation too. */
export function floats(backend: BackendWasm): Float32Array {
  return new Float32Array(memory(backend));
}

/** Where a float32 or int32 tensor begins, as an index into the heap seen as 4-byte values. */
export function start(backend: BackendWasm, tensor: TensorInfo): number {
  return backend.getMemoryOffset(tensor.dataId) / 4;
}
