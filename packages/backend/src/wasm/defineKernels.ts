import { defineBatchMatMul } from './batchMatMul.ts';
import { defineClipByValue } from './clipByValue.ts';
import { defineConv2DBackpropFilter } from './conv2DBackpropFilter.ts';
import { defineConv2DBackpropInput } from './conv2DBackpropInput.ts';
import { defineUnsortedSegmentSum } from './unsortedSegmentSum.ts';

/** Fits tfjs's WASM backend for training. To be called once its module is loaded; calling it again changes nothing. */
export function defineKernels(): void {
  defineBatchMatMul();
  defineClipByValue();
  defineConv2DBackpropFilter();
  defineConv2DBackpropInput();
  defineUnsortedSegmentSum();
}
