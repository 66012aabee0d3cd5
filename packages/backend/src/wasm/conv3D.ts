import {
  backend_util,
  Conv3DBackpropFilterV2,
  type Conv3DBackpropFilterV2Attrs,
  Conv3DBackpropInputV2,
  type Conv3DBackpropInputV2Attrs,
} from '@tensorflow/tfjs-core';
import { address, engineOf } from './engine/engine.ts';
import { windowWords } from './engine/windows.ts';
import { defineKernel, type WasmKernel } from './kernel.ts';
import { upcast } from './upcast.ts';

type Shape = [number, number, number, number, number];

/** The gradients of a three-dimensional convolution. tfjs has both wrong on WASM, that of the filter where it strides. */
export function defineConv3D(): void {
  // tf.conv3dTranspose takes whole numbers.
  const ofNumbers =
    (kernel: WasmKernel): WasmKernel =>
    (call) =>
      upcast(call.backend, 'float32', call.inputs, (inputs) => kernel({ ...call, inputs }));
  defineKernel(Conv3DBackpropInputV2, () =>
    ofNumbers(({ inputs, attrs, backend }) => {
      const { inputShape, strides, pad } = attrs as unknown as Conv3DBackpropInputV2Attrs;
      const filter = inputs.filter!;
      const filterShape = filter.shape as Shape;
      const info = backend_util.computeConv3DInfo(inputShape, filterShape, strides, 1, pad);
      const out = backend.makeOutput(info.inShape, 'float32');
      const words = [inputs.dy!, filter, out].map((tensor) => address(backend, tensor));
      const lines = info.batchSize * info.inDepth * info.inHeight;
      engineOf(backend).run('conv3DByInput', lines, 4, [
        ...words,
        info.inChannels,
        ...windowWords(info),
        info.outChannels,
      ]);
      return out;
    }),
  );
  defineKernel(Conv3DBackpropFilterV2, () =>
    ofNumbers(({ inputs, attrs, backend }) => {
      const { filterShape, strides, pad } = attrs as unknown as Conv3DBackpropFilterV2Attrs;
      const x = inputs.x!;
      const info = backend_util.computeConv3DInfo(x.shape as Shape, filterShape, strides, 1, pad);
      const out = backend.makeOutput(filterShape, 'float32');
      const words = [inputs.dy!, x, out].map((tensor) => address(backend, tensor));
      const more = [info.inChannels, ...windowWords(info), info.outChannels, info.batchSize];
      const units = info.filterDepth * info.filterHeight * info.filterWidth * info.inChannels;
      engineOf(backend).run('conv3DByFilter', units, 1, [...words, ...more]);
      return out;
    }),
  );
}
