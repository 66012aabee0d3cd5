import { Slice, type SliceAttrs, slice_util, type Tensor, util } from '@tensorflow/tfjs-core';
import { defineKernel, memory } from './kernel.ts';

/** Below this many bytes a run is moved faster by hand. */
const shortRun = 64;

/** Cuts a block out of a tensor. tfjs's on WASM copies all of the tensor first, and reads beyond its end. */
export function defineSlice(): void {
  defineKernel(Slice, (stock) => (call) => {
    const { inputs, attrs, backend } = call;
    const { begin, size } = attrs as unknown as SliceAttrs;
    const x = inputs.x!;
    const [first, shape] = slice_util.parseSliceParams(x as Tensor, begin, size) as [number[], number[]];
    slice_util.assertParamsValid(x as Tensor, first, shape);
    if (x.dtype === 'string') return stock!(call);
    const out = backend.makeOutput(shape, x.dtype);
    const all = util.sizeFromShape(shape);
    if (all === 0) return out;
    // Whatever is taken whole belongs to one run.
    let axis = x.shape.length - 1;
    while (axis > 0 && shape[axis] === x.shape[axis]) axis--;
    const width = util.bytesPerElement(x.dtype);
    const strides = [...util.computeStrides(x.shape), 1].map((stride) => stride * width);
    const run = (shape[axis] ?? 1) * (strides[axis] ?? 0) || width;
    const from = backend.getMemoryOffset(x.dataId);
    const heap = new Uint8Array(memory(backend));
    const words = width === 4 && run < shortRun ? new Int32Array(heap.buffer) : undefined;
    let to = backend.getMemoryOffset(out.dataId);
    const copy = (at: number, depth: number) => {
      at += (first[depth] ?? 0) * (strides[depth] ?? 0);
      if (depth < axis) {
        for (let i = 0; i < shape[depth]!; i++) copy(at + i * strides[depth]!, depth + 1);
        return;
      }
      if (words) for (let i = 0; i < run; i += 4) words[(to + i) >>> 2] = words[(at + i) >>> 2]!;
      else heap.copyWithin(to, at, at + run);
      to += run;
    };
    copy(from, 0);
    return out;
  });
}
