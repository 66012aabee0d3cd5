import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { AdamNumbers } from '../fused/adamUpdate.ts';
import { AdamUpdate, LinearCombination, RmsPropUpdate } from '../fused/kernelNames.ts';
import type { RmsPropNumbers } from '../fused/rmsPropUpdate.ts';
import { address, engineOf, float, type KernelName, sizeOf } from './engine/engine.ts';
import { defineKernel } from './kernel.ts';

/** What optimisers do to a variable: number by number, each once. */
export function defineUpdates(): void {
  defineKernel(AdamUpdate, () => ({ inputs, attrs, backend }) => {
    const { beta1, beta2, epsilon, scale, keep } = attrs as unknown as AdamNumbers;
    const given = [inputs.value!, inputs.gradient!, inputs.m!, inputs.v!];
    return update(backend, 'adam', given, 3, [beta1, beta2, epsilon, scale, keep]);
  });
  defineKernel(RmsPropUpdate, () => ({ inputs, attrs, backend }) => {
    const { decay, epsilon, scale } = attrs as unknown as RmsPropNumbers;
    return update(backend, 'rmsProp', [inputs.value!, inputs.gradient!, inputs.v!], 2, [decay, epsilon, scale]);
  });
  defineKernel(LinearCombination, () => ({ inputs, attrs, backend }) => {
    const { alpha, beta } = attrs as { alpha: number; beta: number };
    return update(backend, 'linearCombination', [inputs.a!, inputs.b!], 1, [alpha, beta])[0]!;
  });
}

/** Tensors of one shape to others of it. */
function update(
  backend: BackendWasm,
  kernel: KernelName,
  given: readonly TensorInfo[],
  results: number,
  numbers: readonly number[],
): TensorInfo[] {
  const made = Array.from({ length: results }, () => backend.makeOutput(given[0]!.shape, 'float32'));
  const addresses = [...given, ...made].map((tensor) => address(backend, tensor));
  engineOf(backend).run(kernel, sizeOf(given[0]!), 1 << 14, [...addresses, ...numbers.map(float)]);
  return made;
}
