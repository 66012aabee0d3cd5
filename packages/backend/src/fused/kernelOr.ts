import {
  engine,
  getBackend,
  getKernel,
  type NamedAttrMap,
  type Tensor,
  type TensorContainer,
  tidy,
} from '@tensorflow/tfjs-core';

/** Runs a kernel of our own where the backend has it; elsewhere composes stock operations to the same end. */
export function kernelOr<T extends TensorContainer>(
  kernelName: string,
  inputs: Readonly<Record<string, Tensor>>,
  attrs: NamedAttrMap,
  compose: () => T,
): T {
  return getKernel(kernelName, getBackend())
    ? (engine().runKernel(kernelName, { ...inputs }, attrs) as T)
    : tidy(compose);
}

/**
 * Inside a gradient function: whether a tape records it, for a gradient of the gradient. Where none does, kernels that
 * have no gradient of their own will do.
 */
export function isRecorded(): boolean {
  return engine().state.gradientDepth > 0;
}
