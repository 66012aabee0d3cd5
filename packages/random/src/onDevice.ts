import { engine, getBackend, getKernel, type NamedAttrMap, type Tensor, tensor } from '@tensorflow/tfjs-core';

/**
 * A tensor of numbers by a kernel without inputs, where the backend in use has one of that name, and by `onHost` where
 * it has none; to the bit the same numbers.
 *
 * The kernel is looked up in tfjs's registry, as tfjs's own operations do: `@latentkit/backend` puts some there, and this
 * package needs neither to import nor to know it. Having no inputs, the kernel needs no gradient either.
 */
export function onDevice(
  kernelName: string,
  attrs: NamedAttrMap & { shape: number[] },
  onHost: () => Float32Array,
): Tensor {
  return getKernel(kernelName, getBackend())
    ? engine().runKernel(kernelName, {}, attrs)
    : tensor(onHost(), attrs.shape, 'float32');
}
