import { backend_util, Conv2D, type Conv2DAttrs } from '@tensorflow/tfjs-core';
import { takingChannelsFirst } from './channelsFirst.ts';
import { convolve } from './engine/convolution.ts';
import { defineKernel } from './kernel.ts';

/** The convolution. tfjs's own goes through XNNPACK, which lays the filter out anew each time that it was trained. */
export function defineConv2D(): void {
  defineKernel(Conv2D, () =>
    takingChannelsFirst({ inputs: ['x'] }, ({ inputs, attrs, backend }) => {
      const { strides, pad, dilations, dimRoundingMode } = attrs as unknown as Conv2DAttrs;
      const x = inputs.x!;
      const filter = inputs.filter!;
      const info = backend_util.computeConv2DInfo(
        x.shape as [number, number, number, number],
        filter.shape as [number, number, number, number],
        strides,
        dilations,
        pad,
        dimRoundingMode,
      );
      return convolve(backend, x, filter, info);
    }),
  );
}
