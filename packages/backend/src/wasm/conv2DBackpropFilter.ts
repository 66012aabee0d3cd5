import { backend_util, Conv2DBackpropFilter, type Conv2DBackpropFilterAttrs } from '@tensorflow/tfjs-core';
import { takingChannelsFirst } from './channelsFirst.ts';
import { convolutionByFilter } from './engine/convolution.ts';
import { defineKernel } from './kernel.ts';

/** The gradient of a convolution by its filter, which tfjs does not have on WASM. */
export function defineConv2DBackpropFilter(): void {
  defineKernel(Conv2DBackpropFilter, () =>
    takingChannelsFirst({ inputs: ['x', 'dy'], result: false }, ({ inputs, attrs, backend }) => {
      const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as Conv2DBackpropFilterAttrs;
      const x = inputs.x!;
      const shape = x.shape as [number, number, number, number];
      const info = backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode);
      return convolutionByFilter(backend, x, inputs.dy!, info);
    }),
  );
}
