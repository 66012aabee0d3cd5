import {
  BatchMatMul,
  broadcast_util,
  getKernel,
  type KernelBackend,
  type TensorInfo,
  Tile,
} from '@tensorflow/tfjs-core';
import type { BackendName } from './backendName.ts';
import { type Kernel, placeKernel } from './placeKernel.ts';

/**
 * Makes products right whose arguments are broadcast along part of their batch axes, `[2, 1, m, k]` by `[1, 3, k, n]` say:
 * tfjs only counts the matrices of each, and goes on with the last. Such an argument is repeated first.
 */
export function repairBroadcastProducts(backendName: BackendName): void {
  placeKernel<KernelBackend>(BatchMatMul, backendName, (stock) => (call) => {
    const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
    const batch = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    const made: TensorInfo[] = [];
    const whole = (x: TensorInfo) => {
      const own = x.shape.slice(0, -2);
      if (size(own) === 1 || size(own) === size(batch)) return x;
      made.push(repeat(x, batch, call.backend, backendName));
      return made.at(-1)!;
    };
    const result = stock!({ ...call, inputs: { ...call.inputs, a: whole(a), b: whole(b) } });
    for (const { dataId } of made) call.backend.disposeData(dataId);
    return result;
  });
}

function repeat({ dataId, dtype, shape }: TensorInfo, batch: number[], backend: KernelBackend, name: BackendName) {
  const lengths = [...new Array(batch.length + 2 - shape.length).fill(1), ...shape] as number[];
  const reps = lengths.map((length, axis) => (axis < batch.length ? batch[axis]! / length : 1));
  const tile = getKernel(Tile, name)!.kernelFunc as unknown as Kernel;
  return tile({ inputs: { x: { dataId, dtype, shape: lengths } }, attrs: { reps }, backend });
}

const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
