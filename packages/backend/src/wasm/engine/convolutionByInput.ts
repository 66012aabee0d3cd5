import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type Geometry, taps } from './convolution.ts';
import { address, engineOf, float } from './engine.ts';
import { multiply } from './product.ts';
import { type Epilogue, left, plain, right, side } from './productShape.ts';

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
 * convolution of dy without strides and without a wasted product.
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
