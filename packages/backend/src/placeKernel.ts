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

/** A kernel with one result, on the backend that it is given. */
export type Kernel = (call: { inputs: NamedTensorInfoMap; attrs: NamedAttrMap; backend: KernelBackend }) => TensorInfo;

const ours = Symbol.for('@latentkit/backend');

/** Replaces a kernel of a backend, whose package is loaded, by one made of it. Once: calling it again changes nothing. */
export function replaceKernel(kernelName: string, backendName: BackendName, make: (stock: Kernel) => Kernel): void {
  const stock = getKernel(kernelName, backendName);
  if (!stock || ours in stock.kernelFunc) return;
  const kernelFunc = make(stock.kernelFunc as unknown as Kernel) as unknown as KernelFunc;
  Object.defineProperty(kernelFunc, ours, { value: true });
  unregisterKernel(kernelName, backendName);
  registerKernel({ ...stock, kernelFunc });
}
