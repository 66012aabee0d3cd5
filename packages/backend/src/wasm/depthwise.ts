import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  type backend_util,
  DepthwiseConv2dNative,
  type DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilter,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropInput,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  FusedDepthwiseConv2D,
  type FusedDepthwiseConv2DAttrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { takingChannelsFirst } from './channelsFirst.ts';
import { type ConvolutionAttrs, convolutionInfo } from './convolutionInfo.ts';
import { address, engineOf, sizeOf } from './engine/engine.ts';
import { sumInParts } from './engine/sumInParts.ts';
import { windowWords } from './engine/windows.ts';
import { defineKernel } from './kernel.ts';
import { stepByStep } from './stepByStep.ts';

/** A gradient by the filter is summed in at most that many parts. */
const mostParts = 16;

/**
 * Depthwise convolutions and their gradients, dilated or not. tfjs has no gradients on WASM, and XNNPACK goes wrong where
 * a filter one high has strides.
 */
export function defineDepthwise(): void {
  defineKernel(DepthwiseConv2dNative, () =>
    takingChannelsFirst({ inputs: ['x'] }, ({ inputs, attrs, backend }) =>
      convolve(backend, inputs.x!, inputs.filter!, attrs as unknown as DepthwiseConv2dNativeAttrs),
    ),
  );
  defineKernel(FusedDepthwiseConv2D, () => (call) => {
    const { inputs, attrs, backend } = call;
    const { bias } = inputs as { bias?: TensorInfo };
    const { activation, ...rest } = attrs as unknown as FusedDepthwiseConv2DAttrs;
    const filters = inputs.filter!.shape[2]! * inputs.filter!.shape[3]!;
    const plain = activation === 'linear' && rest.dataFormat === 'NHWC';
    if (!plain || bias?.shape.length !== 1 || bias.shape[0] !== filters) return stepByStep(DepthwiseConv2dNative, call);
    return convolve(backend, inputs.x!, inputs.filter!, rest, bias);
  });
  defineKernel(DepthwiseConv2dNativeBackpropInput, () => ({ inputs, attrs, backend }) => {
    const { inputShape, ...rest } = attrs as unknown as DepthwiseConv2dNativeBackpropInputAttrs;
    const filter = inputs.filter!;
    const info = convolutionInfo(inputShape, filter.shape, rest, true);
    const out = backend.makeOutput(info.inShape, 'float32');
    const words = [inputs.dy!, filter, out].map((tensor) => address(backend, tensor));
    engineOf(backend).run('depthwiseByInput', info.batchSize * info.inHeight, 4, [...words, ...geometryWords(info)]);
    return out;
  });
  defineKernel(DepthwiseConv2dNativeBackpropFilter, () => ({ inputs, attrs, backend }) => {
    const { filterShape, ...rest } = attrs as unknown as DepthwiseConv2dNativeBackpropFilterAttrs;
    const x = inputs.x!;
    const info = convolutionInfo(x.shape, filterShape, rest, true);
    const out: TensorInfo = backend.makeOutput(filterShape, 'float32');
    // In parts, so that there is something to share out; how many does not depend on who computes them.
    const parts = Math.max(1, Math.min(info.batchSize, mostParts));
    const each = Math.ceil(info.batchSize / parts);
    const units = parts * Math.ceil(info.outChannels / 16);
    sumInParts(backend, parts, sizeOf(out), 1, out, (sums) => {
      const words = [address(backend, inputs.dy!), address(backend, x), sums, ...geometryWords(info), 0, each];
      engineOf(backend).run('depthwiseByFilter', units, 1, words);
    });
    return out;
  });
}

function convolve(
  backend: BackendWasm,
  x: TensorInfo,
  filter: TensorInfo,
  attrs: ConvolutionAttrs,
  bias?: TensorInfo,
): TensorInfo {
  const info = convolutionInfo(x.shape, filter.shape, attrs, true);
  const out = backend.makeOutput(info.outShape, 'float32');
  const words = [x, filter, out].map((tensor) => address(backend, tensor));
  const more = [...geometryWords(info), bias ? address(backend, bias) : 0];
  engineOf(backend).run('depthwise', info.batchSize * info.outHeight, 4, [...words, ...more]);
  return out;
}

function geometryWords(info: backend_util.Conv2DInfo): number[] {
  const multiplier = info.inChannels === 0 ? 0 : info.outChannels / info.inChannels;
  return [info.inChannels, ...windowWords(info), multiplier, info.batchSize];
}
