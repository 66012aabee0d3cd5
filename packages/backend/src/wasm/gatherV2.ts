import { backend_util, GatherV2, type GatherV2Attrs, util } from '@tensorflow/tfjs-core';
import { defineKernel, memory } from './kernel.ts';

/** Picks slices by index. tfjs's on WASM reads out of bounds when there are batch dimensions, and loses empty shapes. */
export function defineGatherV2(): void {
  defineKernel(GatherV2, (stock) => (call) => {
    const { inputs, attrs, backend } = call;
    const { axis, batchDims } = attrs as unknown as GatherV2Attrs;
    const x = inputs.x!;
    const indices = inputs.indices!;
    if (x.dtype === 'string') return stock!(call);
    const along = util.parseAxisParam(axis, x.shape)[0]!;
    const { batchSize, outerSize, dimSize, sliceSize, outputShape } =
      backend_util.segment_util.collectGatherOpShapeInfo(
        x as Parameters<typeof backend_util.segment_util.collectGatherOpShapeInfo>[0],
        indices as Parameters<typeof backend_util.segment_util.collectGatherOpShapeInfo>[1],
        along,
        batchDims,
      );
    for (const index of backend.typedArrayFromHeap(indices)) {
      const inside = index >= 0 && index < dimSize;
      util.assert(inside, () => `GatherV2: the index value ${index} is not in [0, ${dimSize - 1}]`);
    }
    const out = backend.makeOutput(outputShape, x.dtype);
    const heap = new Uint8Array(memory(backend));
    // Another view, since the heap may have grown.
    const chosen = backend.typedArrayFromHeap(indices);
    const count = chosen.length / batchSize;
    const bytes = sliceSize * util.bytesPerElement(x.dtype);
    const from = backend.getMemoryOffset(x.dataId);
    let to = backend.getMemoryOffset(out.dataId);
    if (out.shape.includes(0)) return out;
    const words = bytes === 4 ? new Int32Array(heap.buffer) : undefined;
    for (let batch = 0; batch < batchSize; batch++) {
      for (let outer = 0; outer < outerSize; outer++) {
        const block = from + (batch * outerSize + outer) * dimSize * bytes;
        for (let i = 0; i < count; i++) {
          const at = block + chosen[batch * count + i]! * bytes;
          if (words) words[to >>> 2] = words[at >>> 2]!;
          else heap.copyWithin(to, at, at + bytes);
          to += bytes;
        }
      }
    }
    return out;
  });
}
