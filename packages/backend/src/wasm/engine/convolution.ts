import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import { address, type Engine, engineOf, float } from './engine.ts';
import { multiply } from './product.ts';
import { type Epilogue, left, type Patches, plain, right, type Side } from './productShape.ts';

type Geometry = backend_util.Conv2DInfo;

/** A filter's taps as words: where each looks, from where its position begins, and its place in the filter. */
function taps(info: Geometry): number[] {
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

const side = (kind: number, at: number, width = 0): Side => ({ kind, at, width, step: 0 });

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
  const sum = parts > 1 ? backend.makeOutput([parts, rows, outChannels], 'float32') : out;
  multiply(engine, {
    rows,
    columns: outChannels,
    inner,
    a: side(isPointwise(info) ? left.turned : left.patchesTurned, address(backend, x), inChannels),
    b: side(right.rows, address(backend, dy), outChannels),
    c: address(backend, sum),
    batch: 1,
    split,
    patches: patchesOf(engine, info),
    placement: undefined,
    epilogue: plain,
  });
  if (sum !== out) {
    engine.run('sumOfRows', 1, 1, [
      address(backend, sum),
      address(backend, out),
      parts,
      rows * outChannels,
      float(1),
      parts,
    ]);
    backend.disposeData(sum.dataId);
  }
  return out;
}

/** Few channels would leave most of a panel empty: below this many, patches are made and added up. */
const fewChannels = 5;

/** Patches are made for as many pictures at once as give at most this many values, 16 MiB. */
const mostValues = 1 << 22;

/** The gradient by the input, which is what conv2dTranspose computes too. */
export function convolutionByInput(
  backend: BackendWasm,
  dy: TensorInfo,
  filter: TensorInfo,
  info: Geometry,
  epilogue: Epilogue = plain,
): TensorInfo {
  const out = backend.makeOutput(info.inShape, 'float32');
  if (info.inChannels < fewChannels) byFolding(backend, dy, filter, info, out, epilogue);
  else byPhases(backend, dy, filter, info, out, epilogue);
  return out;
}

function byFolding(
  backend: BackendWasm,
  dy: TensorInfo,
  filter: TensorInfo,
  info: Geometry,
  out: TensorInfo,
  epilogue: Epilogue,
): void {
  const engine = engineOf(backend);
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const count = info.filterHeight * info.filterWidth;
  const columns = count * inChannels;
  const positions = outHeight * outWidth;
  const atOnce = Math.max(1, Math.min(batchSize, Math.floor(mostValues / (positions * columns || 1))));
  const patches = backend.makeOutput([atOnce * positions, columns], 'float32');
  for (let first = 0; first < batchSize; first += atOnce) {
    const images = Math.min(atOnce, batchSize - first);
    multiply(engine, {
      rows: images * positions,
      columns,
      inner: outChannels,
      a: side(left.rows, address(backend, dy) + first * positions * outChannels * 4, outChannels),
      b: side(right.turned, address(backend, filter), outChannels),
      c: address(backend, patches),
      batch: 1,
      split: Math.max(1, outChannels),
      patches: undefined,
      placement: undefined,
      epilogue: plain,
    });
    engine.run('fold', images * inHeight, 8, [
      address(backend, patches),
      address(backend, out) + first * inHeight * inWidth * inChannels * 4,
      inChannels,
      inHeight,
      inWidth,
      outHeight,
      outWidth,
      info.strideHeight,
      info.strideWidth,
      engine.table(taps(info)),
      count,
    ]);
  }
  backend.disposeData(patches.dataId);
  if (epilogue.bias === 0 && epilogue.activation === 0) return;
  const { activation, slope, bias } = epilogue;
  const pixels = batchSize * inHeight * inWidth;
  engine.run('finish', pixels, 1 << 13, [activation, float(slope), bias, inChannels, address(backend, out)]);
}

/**
 * With strides, pixels differ in which taps reach them: as many kinds as there are strides, and each kind is a
 * convolution of dy without strides and without a product in vain.
 */
function byPhases(
  backend: BackendWasm,
  dy: TensorInfo,
  filter: TensorInfo,
  info: Geometry,
  out: TensorInfo,
  epilogue: Epilogue,
): void {
  const engine = engineOf(backend);
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, strideHeight, strideWidth } = info;
  for (let y = 0; y < Math.min(strideHeight, inHeight); y++) {
    const down = reach(y, strideHeight, info.padInfo.top, info.filterHeight, info.dilationHeight);
    for (let x = 0; x < Math.min(strideWidth, inWidth); x++) {
      const across = reach(x, strideWidth, info.padInfo.left, info.filterWidth, info.dilationWidth);
      const words = down.flatMap(([shiftY, i]) =>
        across.flatMap(([shiftX, j]) => [shiftY, shiftX, i * info.filterWidth + j]),
      );
      const gridHeight = Math.ceil((inHeight - y) / strideHeight);
      const gridWidth = Math.ceil((inWidth - x) / strideWidth);
      const inner = (words.length / 3) * outChannels;
      multiply(engine, {
        rows: info.batchSize * gridHeight * gridWidth,
        columns: inChannels,
        inner,
        a: side(left.patches, address(backend, dy)),
        b: side(right.filter, address(backend, filter)),
        c: address(backend, out),
        batch: 1,
        split: Math.max(1, inner),
        patches: {
          gridHeight,
          gridWidth,
          height: outHeight,
          width: outWidth,
          channels: outChannels,
          strideY: 1,
          strideX: 1,
          taps: engine.table(words),
          filterStep: inChannels * outChannels,
        },
        placement: { height: inHeight, width: inWidth, stepY: strideHeight, stepX: strideWidth, y, x },
        epilogue,
      });
    }
  }
}

/** The taps that reach the pixels at `phase`, `phase + stride`, …: how far off they find dy, and which tap. */
function reach(phase: number, stride: number, pad: number, size: number, dilation: number): [number, number][] {
  const found: [number, number][] = [];
  for (let tap = 0; tap < size; tap++) {
    const distance = phase + pad - tap * dilation;
    if (distance % stride === 0) found.push([distance / stride, tap]);
  }
  return found;
}
