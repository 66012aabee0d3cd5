import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  Cast,
  getKernel,
  type KernelFunc,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';

/** A kernel that runs on tfjs's WASM heap. It owns nothing: what it makes on the way it disposes. */
export type WasmKernel = (call: KernelCall) => TensorInfo;

/** What a kernel is called with. */
export interface KernelCall {
  inputs: NamedTensorInfoMap;
  attrs: NamedAttrMap;
  backend: BackendWasm;
}

const ours = Symbol.for('@latentkit/backend');

/**
 * Registers a kernel for 'wasm', in place of tfjs's own where there is one. The stock kernel is handed over and its
 * set-up is kept, which tfjs runs each time the backend is created: so it goes on working after `tf.removeBackend`.
 */
export function defineKernel(
  kernelName: string,
  make: (stock: WasmKernel | undefined) => (call: KernelCall) => TensorInfo | TensorInfo[],
): void {
  const stock = getKernel(kernelName, 'wasm');
  if (stock && ours in stock.kernelFunc) return;
  if (stock) unregisterKernel(kernelName, 'wasm');
  const kernelFunc = make(stock?.kernelFunc as unknown as WasmKernel | undefined) as unknown as KernelFunc;
  Object.defineProperty(kernelFunc, ours, { value: true });
  registerKernel({ ...stock, kernelName, backendName: 'wasm', kernelFunc });
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

/** Calls with the same tensors as float32, and disposes what that took. */
export function asFloats(
  backend: BackendWasm,
  tensors: NamedTensorInfoMap,
  body: (floats: NamedTensorInfoMap) => TensorInfo,
): TensorInfo {
  const made: TensorInfo[] = [];
  const given: NamedTensorInfoMap = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    given[name] = tensor;
    if (tensor === undefined || tensor.dtype === 'float32') continue;
    given[name] = run(backend, Cast, { x: tensor }, { dtype: 'float32' });
    made.push(given[name]);
  }
  const out = body(given);
  for (const { dataId } of made) backend.disposeData(dataId);
  return out;
}
