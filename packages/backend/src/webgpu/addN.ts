import { AddN, type KernelBackend, type NamedTensorInfoMap, type TensorInfo } from '@tensorflow/tfjs-core';
import { placeKernel } from '../placeKernel.ts';

/** A shader may read seven arrays and write one, wherever WebGPU runs. */
const most = 7;

/** Makes sums of many tensors right, by adding seven at a time: with more, tfjs's program does not start and nobody says so. */
export function repairAddN(): void {
  placeKernel<KernelBackend>(AddN, 'webgpu', (stock) => (call) => {
    let rest = Object.values(call.inputs) as TensorInfo[];
    let sum: TensorInfo | undefined;
    while (rest.length > 0) {
      const before: TensorInfo[] = sum ? [sum] : [];
      const some = rest.slice(0, most - before.length);
      rest = rest.slice(some.length);
      sum = stock!({ ...call, inputs: [...before, ...some] as unknown as NamedTensorInfoMap });
      for (const { dataId } of before) call.backend.disposeData(dataId);
    }
    return sum!;
  });
}
