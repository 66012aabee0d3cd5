import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type NamedAttrMap, type TensorInfo, Transpose } from '@tensorflow/tfjs-core';
import { run, type WasmKernel } from './kernel.ts';

const toLast = [0, 2, 3, 1] as const;
const toFirst = [0, 3, 1, 2] as const;

/** Which of a convolution's inputs and attributes, and whether its result, have their channels where dataFormat says. */
interface Pictures {
  readonly inputs: readonly string[];
  readonly shapes?: readonly string[];
  readonly result?: boolean;
}

/** Lets a kernel that wants the channels last take them first ('NCHW') too: the pictures are turned before and after. */
export function takingChannelsFirst(pictures: Pictures, kernel: WasmKernel): WasmKernel {
  return (call) => {
    if (call.attrs.dataFormat !== 'NCHW') return kernel(call);
    const { backend } = call;
    const inputs = { ...call.inputs };
    for (const name of pictures.inputs) inputs[name] = turn(backend, inputs[name]!, toLast);
    const attrs: NamedAttrMap = { ...call.attrs, dataFormat: 'NHWC' };
    // Padding spelled out, a pair for each axis.
    if (Array.isArray(attrs.pad)) attrs.pad = toLast.map((axis) => (call.attrs.pad as number[][])[axis]!);
    for (const name of pictures.shapes ?? []) {
      const shape = call.attrs[name] as number[];
      attrs[name] = toLast.map((axis) => shape[axis]!);
    }
    const out = kernel({ inputs, attrs, backend });
    for (const name of pictures.inputs) backend.disposeData(inputs[name]!.dataId);
    if (pictures.result === false) return out;
    const turned = turn(backend, out, toFirst);
    backend.disposeData(out.dataId);
    return turned;
  };
}

function turn(backend: BackendWasm, x: TensorInfo, perm: readonly number[]): TensorInfo {
  return run(backend, Transpose, { x }, { perm: [...perm] });
}
