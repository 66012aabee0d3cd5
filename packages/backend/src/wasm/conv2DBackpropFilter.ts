import {
  BatchMatMul,
  backend_util,
  Conv2DBackpropFilter,
  type Conv2DBackpropFilterAttrs,
  Slice,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { defineKernel, floats, run, start, type WasmKernel } from './kernel.ts';
import { gatherPatches, imagesAtOnce } from './patches.ts';

/**
 * The gradient of a convolution by its filter, which tfjs does not have on WASM (nor, for that reason, the gradients of
 * conv2d and conv2dTranspose): patchesᵀ · dy, with the patches of `x` laid out some images at a time.
 */
export function defineConv2DBackpropFilter(): void {
  defineKernel(Conv2DBackpropFilter, () => filterGradient);
}

const filterGradient: WasmKernel = ({ inputs, attrs, backend }) => {
  const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as unknown as Conv2DBackpropFilterAttrs;
  if (dataFormat !== 'NHWC')
    throw new Error(`Conv2DBackpropFilter on wasm: dataFormat is ${dataFormat} but only NHWC works.`);
  const x = inputs.x!;
  const dy = inputs.dy!;
  const info = backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const columns = info.filterHeight * info.filterWidth * inChannels;
  const out = backend.makeOutput(filterShape, 'float32');
  const size = columns * outChannels;
  floats(backend).fill(0, start(backend, out), start(backend, out) + size);
  const atOnce = imagesAtOnce(info);
  for (let first = 0; first < batchSize; first += atOnce) {
    const images = Math.min(atOnce, batchSize - first);
    const rows = images * outHeight * outWidth;
    const patches = backend.makeOutput([rows, columns], 'float32');
    const heap = floats(backend);
    const to = start(backend, patches);
    heap.fill(0, to, to + rows * columns);
    gatherPatches(heap, start(backend, x) + first * inHeight * inWidth * inChannels, to, info, images);
    const part: TensorInfo = run(
      backend,
      Slice,
      { x: { ...dy, shape: [batchSize * outHeight * outWidth, outChannels] } },
      { begin: [first * outHeight * outWidth, 0], size: [rows, outChannels] },
    );
    const gradient = run(backend, BatchMatMul, { a: patches, b: part }, { transposeA: true, transposeB: false });
    add(floats(backend), start(backend, out), start(backend, gradient), size);
    for (const { dataId } of [patches, part, gradient]) backend.disposeData(dataId);
  }
  return out;
};

function add(heap: Float32Array, to: number, from: number, size: number): void {
  for (let i = 0; i < size; i++) heap[to + i]! += heap[from + i]!;
}
