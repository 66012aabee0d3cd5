import { Conv2D, type Conv2DAttrs } from '@tensorflow/tfjs-core';
import { takingChannelsFirst } from './channelsFirst.ts';
import { convolutionInfo } from './convolutionInfo.ts';
import { convolve } from './engine/convolution.ts';
import { defineKernel } from './kernel.ts';

/** The convolution. tfjs's own goes through XNNPACK, which lays the filter out anew each time that it was trained. */
export function defineConv2D(): void {
  defineKernel(Conv2D, () =>
    takingChannelsFirst({ inputs: ['x'] }, ({ inputs, attrs, backend }) => {
      const [x, filter] = [inputs.x!, inputs.filter!];
      return convolve(backend, x, filter, convolutionInfo(x.shape, filter.shape, attrs as unknown as Conv2DAttrs));
    }),
  );
}
