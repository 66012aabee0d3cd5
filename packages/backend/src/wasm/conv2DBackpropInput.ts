import { backend_util, Conv2DBackpropInput, type Conv2DBackpropInputAttrs, Slice, util } from '@tensorflow/tfjs-core';
import { takingChannelsFirst } from './channelsFirst.ts';
import { convolutionByInput } from './engine/convolution.ts';
import { defineKernel, run } from './kernel.ts';

/** The gradient of a convolution by its input, which is also what conv2dTranspose computes. tfjs's own is a loop. */
export function defineConv2DBackpropInput(): void {
  defineKernel(Conv2DBackpropInput, () =>
    takingChannelsFirst({ inputs: ['dy'], shapes: ['inputShape'] }, ({ inputs, attrs, backend }) => {
      const { strides, pad, dimRoundingMode, inputShape } = attrs as unknown as Conv2DBackpropInputAttrs;
      const filter = inputs.filter!;
      const filterShape = filter.shape as [number, number, number, number];
      const info = backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad, dimRoundingMode);
      // conv2dTranspose takes a picture larger than its result would have made: the rest of it is not looked at.
      const { dy } = inputs;
      if (util.arraysEqual(dy!.shape, info.outShape)) return convolutionByInput(backend, dy!, filter, info);
      const part = run(backend, Slice, { x: dy! }, { begin: [0, 0, 0, 0], size: info.outShape });
      const out = convolutionByInput(backend, part, filter, info);
      backend.disposeData(part.dataId);
      return out;
    }),
  );
}
