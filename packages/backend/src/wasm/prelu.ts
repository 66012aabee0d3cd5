import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { Less, Multiply, Prelu, Select, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { defineKernel, run } from './kernel.ts';
import { upcast } from './upcast.ts';

/** Leaky ReLU with slopes of any shape that broadcasts; tfjs's on WASM takes them to be one for each channel. */
export function definePrelu(): void {
  defineKernel(Prelu, (stock) => (call) => {
    const { x, alpha } = call.inputs as { x: TensorInfo; alpha: TensorInfo };
    const channels = x.shape.at(-1);
    const forEachChannel = alpha.shape.at(-1) === channels && util.sizeFromShape(alpha.shape) === channels;
    const single = forEachChannel && util.sizeFromShape(x.shape) > 0;
    return upcast(call.backend, 'float32', { x, alpha }, ({ x, alpha }) =>
      single ? stock!({ ...call, inputs: { x: x!, alpha: alpha! } }) : broadcast(call.backend, x!, alpha!),
    );
  });
}

function broadcast(backend: BackendWasm, x: TensorInfo, alpha: TensorInfo): TensorInfo {
  const zero = backend.makeOutput([], 'float32');
  backend.typedArrayFromHeap(zero).fill(0);
  const below = run(backend, Less, { a: x, b: zero });
  const scaled = run(backend, Multiply, { a: x, b: alpha });
  const out = run(backend, Select, { condition: below, t: scaled, e: x });
  for (const { dataId } of [zero, below, scaled]) backend.disposeData(dataId);
  return out;
}
