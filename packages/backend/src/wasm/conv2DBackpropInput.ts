import {
  BatchMatMul,
  backend_util,
  Conv2DBackpropInput,
  type Conv2DBackpropInputAttrs,
  Slice,
} from '@tensorflow/tfjs-core';
import { defineKernel, floats, run, start, type WasmKernel } from './kernel.ts';
import { imagesAtOnce, scatterPatches } from './patches.ts';

/**
 * The gradient of a convolution by its input, which is also what conv2dTranspose computes: dy · filterᵀ gives the
 * patches, which are added up where they overlap. tfjs's own is a loop some ten times slower.
 */
export function defineConv2DBackpropInput(): void {
  defineKernel(Conv2DBackpropInput, (stock) => (call) => {
    const { dataFormat } = call.attrs as unknown as Conv2DBackpropInputAttrs;
    return dataFormat === 'NHWC' ? inputGradient(call) : stock!(call);
  });
}

const inputGradient: WasmKernel = ({ inputs, attrs, backend }) => {
  const { strides, pad, dimRoundingMode, inputShape } = attrs as unknown as Conv2DBackpropInputAttrs;
  const dy = inputs.dy!;
  const filter = inputs.filter!;
  const filterShape = filter.shape as [number, number, number, number];
  const info = backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad, dimRoundingMode);
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const columns = info.filterHeight * info.filterWidth * inChannels;
  const perImage = inHeight * inWidth * inChannels;
  const out = backend.makeOutput(inputShape, 'float32');
  floats(backend).fill(0, start(backend, out), start(backend, out) + batchSize * perImage);
  const matrix = { ...filter, shape: [columns, outChannels] };
  const atOnce = imagesAtOnce(info);
  for (let first = 0; first < batchSize; first += atOnce) {
    const images = Math.min(atOnce, batchSize - first);
    const rows = images * outHeight * outWidth;
    const part = run(
      backend,
      Slice,
      { x: { ...dy, shape: [batchSize * outHeight * outWidth, outChannels] } },
      { begin: [first * outHeight * outWidth, 0], size: [rows, outChannels] },
    );
    const patches = run(backend, BatchMatMul, { a: part, b: matrix }, { transposeA: false, transposeB: true });
    scatterPatches(floats(backend), start(backend, out) + first * perImage, start(backend, patches), info, images);
    for (const { dataId } of [part, patches]) backend.disposeData(dataId);
  }
  return out;
};
