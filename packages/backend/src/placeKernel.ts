import {
  getKernel,
  type KernelBackend,
  type KernelFunc,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import type { BackendName } from './backendName.ts';

/** What a kernel is called with. */
export interface KernelCall<Backend = KernelBackend> {
  readonly inputs: NamedTensorInfoMap;
  readonly attrs: NamedAttrMap;
  readonly backend: Backend;
}

/** A kernel with one result, on the backend that it is given. */
export type Kernel<Backend = KernelBackend> = (call: KernelCall<Backend>) => TensorInfo;

const ours = Symbol.for('@latentkit/backend');

/**
 * Registers a kernel for a backend, whose package is loaded, in place of tfjs's own where there is one. That is handed
 * over, and its set-up is kept, which tfjs runs each time the backend is created: so it goes on working after
 * `tf.removeBackend`. Calling it again changes nothing.
 */
export function placeKernel<Backend>(
  kernelName: string,
  backendName: BackendName,
  make: (stock: Kernel<Backend> | undefined) => (call: KernelCall<Backend>) => TensorInfo | TensorInfo[],
): void {
  const stock = getKernel(kernelName, backendName);
  if (stock && ours in stock.kernelFunc) return;
  if (stock) unregisterKernel(kernelName, backendName);
  const kernelFunc = make(stock?.kernelFunc as unknown as Kernel<Backend> | undefined) as unknown as KernelFunc;
  Object.defineProperty(kernelFunc, ours, { value: true });
  registerKernel({ ...stock, kernelName, backendName, kernelFunc });
}
