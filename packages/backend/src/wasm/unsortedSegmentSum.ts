import { UnsortedSegmentSum, type UnsortedSegmentSumAttrs, util } from '@tensorflow/tfjs-core';
import { defineKernel, memory, start, type WasmKernel } from './kernel.ts';
import { upcast } from './upcast.ts';

/**
 * Sums the rows of `x` by segment: out[s] = Σ x[i] over i with segmentIds[i] = s. The gradient of gather and so of an
 * embedding, which tfjs does not have on WASM. Ids out of range are dropped, as on the other backends; truth values are
 * counted.
 */
export function defineUnsortedSegmentSum(): void {
  defineKernel(
    UnsortedSegmentSum,
    () => (call) => upcast(call.backend, 'int32', call.inputs, (inputs) => segmentSum({ ...call, inputs })),
  );
}

const segmentSum: WasmKernel = ({ inputs, attrs, backend }) => {
  const { numSegments } = attrs as unknown as UnsortedSegmentSumAttrs;
  const x = inputs.x!;
  const ids = inputs.segmentIds!;
  const rank = ids.shape.length;
  const width = util.sizeFromShape(x.shape.slice(rank));
  const out = backend.makeOutput([numSegments, ...x.shape.slice(rank)], x.dtype);
  const buffer = memory(backend);
  const heap = x.dtype === 'float32' ? new Float32Array(buffer) : new Int32Array(buffer);
  const to = start(backend, out);
  const from = start(backend, x);
  heap.fill(0, to, to + numSegments * width);
  const segments = new Int32Array(buffer, backend.getMemoryOffset(ids.dataId), util.sizeFromShape(ids.shape));
  segments.forEach((segment, row) => {
    if (segment < 0 || segment >= numSegments) return;
    for (let i = 0; i < width; i++) heap[to + segment * width + i]! += heap[from + row * width + i]!;
  });
  return out;
};
