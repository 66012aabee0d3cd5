import { backend_util, Dilation2D, type Dilation2DAttrs } from '@tensorflow/tfjs-core';
import { address, engineOf } from './engine/engine.ts';
import { windowWords } from './engine/windows.ts';
import { defineKernel } from './kernel.ts';
import { takingTruthValues } from './truthValues.ts';

/** Grey dilation, which tfjs has wrong on WASM where the largest sum is negative. */
export function defineDilation2D(): void {
  defineKernel(Dilation2D, (stock) => (call) => {
    const { inputs, attrs, backend } = call;
    const { strides, pad, dilations } = attrs as unknown as Dilation2DAttrs;
    const x = inputs.x!;
    const filter = inputs.filter!;
    if (x.dtype !== 'float32' || filter.dtype !== 'float32') return takingTruthValues(stock!)(call);
    const info = backend_util.computeDilation2DInfo(
      x.shape as [number, number, number, number],
      filter.shape as [number, number, number],
      strides,
      pad,
      'NHWC',
      dilations,
    );
    const out = backend.makeOutput(info.outShape, 'float32');
    const words = [x, filter, out].map((tensor) => address(backend, tensor));
    engineOf(backend).run('dilate', info.batchSize * info.outHeight, 4, [
      ...words,
      info.inChannels,
      ...windowWords(info),
    ]);
    return out;
  });
}
