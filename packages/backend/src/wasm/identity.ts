import { Identity } from '@tensorflow/tfjs-core';
import { defineKernel } from './kernel.ts';

/**
 * A clone shares its data, as on the other backends. tfjs copies them here, for each value that an op saves for its
 * gradient, and takes away what the gradient of a clone still needs.
 */
export function defineIdentity(): void {
  defineKernel(Identity, () => ({ inputs, backend }) => {
    const { dataId, shape, dtype } = inputs.x!;
    backend.incRef(dataId);
    return { dataId, shape, dtype };
  });
}
