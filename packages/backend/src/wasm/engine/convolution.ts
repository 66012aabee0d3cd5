import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import { address, type Engine, engineOf } from './engine.ts';
import { multiply } from './product.ts';
import { type Epilogue, left, type Patches, plain, right, side } from './productShape.ts';
import { sumInParts } from './sumInParts.ts';

export type Geometry = backend_util.Conv2DInfo;

/** A filter's taps as words: where each looks, from where its position begins, and its place in the filter. */
export function taps(info: Geometry): number[] {
  const words: number[] = [];
  for (let y = 0; y < info.filterHeight; y++) {
    for (let x = 0; x < info.filterWidth; x++) {
      words.push(
        y * info.dilationHeight - info.padInfo.top,
        x * info.dilationWidth - info.padInfo.left,
        y * info.filterWidth + x,
      );
    }
  }
  return words;
}

function patchesOf(engine: Engine, info: Geometry): Patches {
  return {
    gridHeight: info.outHeight,
    gridWidth: info.outWidth,
    height: info.inHeight,
    width: info.inWidth,
    channels: info.inChannels,
    strideY: info.strideHeight,
    strideX: info.strideWidth,
    taps: engine.table(taps(info)),
    filterStep: info.inChannels * info.outChannels,
  };
}

/** Whether the patches are the pixels themselves, in their order. */
function isPointwise(info: Geometry): boolean {
  const { filterHeight, filterWidth, inHeight, inWidth, outHeight, outWidth, padInfo } = info;
  const sameSize = inHeight === outHeight && inWidth === outWidth;
  return filterHeight === 1 && filterWidth === 1 && sameSize && padInfo.top === 0 && padInfo.left === 0;
}

/** The product of patches with the filter: `[batch, height, width, channels] -> [batch, height', width', filters]`. */
export function convolve(
  backend: BackendWasm,
  x: TensorInfo,
  filter: TensorInfo,
  info: Geometry,
  epilogue: Epilogue = plain,
): TensorInfo {
  const out = backend.makeOutput(info.outShape, 'float32');
  const engine = engineOf(backend);
  const { inChannels, outChannels } = info;
  const inner = info.filterHeight * info.filterWidth * inChannels;
  multiply(engine, {
    rows: info.batchSize * info.outHeight * info.outWidth,
    columns: outChannels,
    inner,
    a: side(isPointwise(info) ? left.rows : left.patches, address(backend, x), inChannels),
    b: side(right.rows, address(backend, filter), outChannels),
    c: address(backend, out),
    batch: 1,
    split: Math.max(1, inner),
    patches: patchesOf(engine, info),
    placement: undefined,
    epilogue,
  });
  return out;
}

/** The gradient by the filter: the patches, turned, times dy. */
export function convolutionByFilter(backend: BackendWasm, x: TensorInfo, dy: TensorInfo, info: Geometry): TensorInfo {
  const { filterHeight, filterWidth, inChannels, outChannels } = info;
  const out = backend.makeOutput([filterHeight, filterWidth, inChannels, outChannels], 'float32');
  const engine = engineOf(backend);
  const rows = filterHeight * filterWidth * inChannels;
  const inner = info.batchSize * info.outHeight * info.outWidth;
  // A small filter seen from many positions: parts of the sum, so that there is something to share out.
  const split = rows * outChannels <= 1 << 14 && inner >= 4096 ? 2048 : Math.max(1, inner);
  const parts = Math.max(1, Math.ceil(inner / split));
  const patches = patchesOf(engine, info);
  const multiplyInto = (c: number) =>
    multiply(engine, {
      rows,
      columns: outChannels,
      inner,
      a: side(isPointwise(info) ? left.turned : left.patchesTurned, address(backend, x), inChannels),
      b: side(right.rows, address(backend, dy), outChannels),
      c,
      batch: 1,
      split,
      patches,
      placement: undefined,
      epilogue: plain,
    });
  if (parts === 1) multiplyInto(address(backend, out));
  else sumInParts(backend, parts, rows * outChannels, 1, out, multiplyInto);
  return out;
}
