import { GlobalNorm } from '../fused/kernelNames.ts';
import { address, engineOf, sizeOf } from './engine/engine.ts';
import { defineKernel, floats, start } from './kernel.ts';

/** As in kernels/sumOfSquares.ts. */
const part = 4096;

/** The length of tensors, taken together: squares are summed in parts of a fixed size, the parts in float64. */
export function defineGlobalNorm(): void {
  defineKernel(GlobalNorm, () => ({ inputs, backend }) => {
    const tensors = Object.values(inputs).flatMap((tensor) => tensor ?? []);
    const parts = tensors.map((tensor) => Math.ceil(sizeOf(tensor) / part));
    const sums = backend.makeOutput([parts.reduce((a, b) => a + b, 0)], 'float32');
    const norm = backend.makeOutput([], 'float32');
    let to = address(backend, sums);
    for (const [i, tensor] of tensors.entries()) {
      engineOf(backend).run('sumOfSquares', parts[i]!, 4, [address(backend, tensor), to, sizeOf(tensor)]);
      to += parts[i]! * 4;
    }
    const heap = floats(backend);
    const first = start(backend, sums);
    let total = 0;
    for (let i = 0; i < sizeOf(sums); i++) total += heap[first + i]!;
    heap[start(backend, norm)] = Math.sqrt(total);
    backend.disposeData(sums.dataId);
    return norm;
  });
}
