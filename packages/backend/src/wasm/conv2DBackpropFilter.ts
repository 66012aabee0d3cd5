import { Conv2DBackpropFilter, type Conv2DBackpropFilterAttrs } from '@tensorflow/tfjs-core';
import { takingChannelsFirst } from './channelsFirst.ts';
import { convolutionInfo } from './convolutionInfo.ts';
import { convolutionByFilter } from './engine/convolution.ts';
import { defineKernel } from './kernel.ts';

/** The gradient of a convolution by its filter, which tfjs does not have on WASM. */
export function defineConv2DBackpropFilter(): void {
  defineKernel(Conv2DBackpropFilter, () =>
    takingChannelsFirst({ inputs: ['x', 'dy'], result: false }, ({ inputs, attrs, backend }) => {
      const { filterShape, ...rest } = attrs as unknown as Conv2DBackpropFilterAttrs;
      const x = inputs.x!;
      return convolutionByFilter(backend, x, inputs.dy!, convolutionInfo(x.shape, filterShape, rest));
    }),
  );
}
