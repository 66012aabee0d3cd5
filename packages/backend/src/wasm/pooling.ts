import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  AvgPool,
  AvgPool3D,
  AvgPool3DGrad,
  AvgPoolGrad,
  type backend_util,
  Cast,
  Identity,
  MaxPool,
  MaxPool3D,
  MaxPool3DGrad,
  MaxPoolGrad,
  MaxPoolWithArgmax,
  type NamedAttrMap,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import { type PoolAttrs, poolInfo } from '../poolInfo.ts';
import { address, engineOf, type KernelName } from './engine/engine.ts';
import { windowWords } from './engine/windows.ts';
import { defineKernel, run } from './kernel.ts';
import { upcast } from './upcast.ts';

type Geometry = backend_util.Conv2DInfo | backend_util.Conv3DInfo;

/**
 * Pooling and its gradients. tfjs's have the gradient of the largest number wrong where that is no more than zero, and
 * go wrong where a window's place is rounded.
 */
export function definePooling(): void {
  defineMaxPoolWithArgmax();
  for (const [name, kernel] of [
    [MaxPool, 'maxPool'],
    [AvgPool, 'averagePool'],
    [MaxPool3D, 'maxPool'],
    [AvgPool3D, 'averagePool'],
  ] as const) {
    defineKernel(
      name,
      () =>
        ({ inputs, attrs, backend }) =>
          pool(backend, kernel, inputs.x!, geometry(inputs.x!, attrs)),
    );
  }
  for (const [name, kernel] of [
    [MaxPoolGrad, 'maxPoolGradient'],
    [AvgPoolGrad, 'averagePoolGradient'],
    [MaxPool3DGrad, 'maxPoolGradient'],
    [AvgPool3DGrad, 'averagePoolGradient'],
  ] as const) {
    defineKernel(name, () => ({ inputs, attrs, backend }) => {
      const x = inputs.input!;
      return poolGradient(backend, kernel, inputs.dy!, x, geometry(x, attrs));
    });
  }
}

/** As maxPool, and where each of them was: its index in its picture, or in the batch. */
function defineMaxPoolWithArgmax(): void {
  defineKernel(MaxPoolWithArgmax, () => ({ inputs, attrs, backend }) => {
    const x = inputs.x!;
    util.assert(x.shape.length === 4, () => `Error in maxPool: input must be rank 4 but got rank ${x.shape.length}.`);
    const info = geometry(x, attrs);
    const places = backend.makeOutput(info.outShape, 'int32');
    const pooled = pool(backend, 'maxPool', x, info, places);
    if (attrs.includeBatchInIndex) {
      const size = util.sizeFromShape(x.shape.slice(1));
      const each = util.sizeFromShape(info.outShape.slice(1));
      const indices = backend.typedArrayFromHeap(places);
      for (let i = 0; i < indices.length; i++) indices[i]! += Math.floor(i / each) * size;
    }
    return [pooled, places];
  });
}

const geometry = ({ shape }: TensorInfo, attrs: NamedAttrMap) => poolInfo(shape, attrs as unknown as PoolAttrs);

function lines(info: Geometry): number {
  return info.batchSize * info.outHeight * ('outDepth' in info ? info.outDepth : 1);
}

function pool(
  backend: BackendWasm,
  kernel: KernelName,
  x: TensorInfo,
  info: Geometry,
  places?: TensorInfo,
): TensorInfo {
  const { dtype } = x;
  // As on tfjs's other backends, whatever the padding.
  const one = info.filterHeight * info.filterWidth === 1 && !('inDepth' in info);
  if (one && !places && util.arraysEqual(info.inShape, info.outShape)) return run(backend, Identity, { x });
  const out = upcast(backend, 'float32', { x }, ({ x }) => {
    const out = backend.makeOutput(info.outShape, 'float32');
    if (out.shape.includes(0)) return out;
    const at = [address(backend, x!), places ? address(backend, places) : 0, address(backend, out)];
    const words = [...at, info.inChannels, ...windowWords(info)];
    engineOf(backend).run(kernel, lines(info), 4, words);
    return out;
  });
  if (dtype === 'float32') return out;
  const rounded = run(backend, Cast, { x: out }, { dtype });
  backend.disposeData(out.dataId);
  return rounded;
}

/** A window as wide as dy says: the gradient of a mean is not told how sizes were rounded. */
function asSeen(info: Geometry, { shape }: TensorInfo): Geometry {
  const [outDepth, outHeight, outWidth] = shape.slice(-4, -1) as [number, number, number];
  return 'outDepth' in info ? { ...info, outDepth, outHeight, outWidth } : { ...info, outHeight, outWidth };
}

function poolGradient(
  backend: BackendWasm,
  kernel: KernelName,
  dy: TensorInfo,
  input: TensorInfo,
  info: Geometry,
): TensorInfo {
  return upcast(backend, 'float32', { x: input, dy }, ({ x, dy }) => {
    const out = backend.makeOutput(info.inShape, 'float32');
    if (out.shape.includes(0)) return out;
    const words = [address(backend, x!), address(backend, dy!), address(backend, out), info.inChannels];
    engineOf(backend).run(kernel, info.batchSize, 1, [...words, ...windowWords(asSeen(info, dy!))]);
    return out;
  });
}
