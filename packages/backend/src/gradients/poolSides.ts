import { backend_util } from '@tensorflow/tfjs-core';

/** What the kernels of pooling are told. */
export interface PoolAttrs {
  readonly filterSize: number | readonly number[];
  readonly strides: number | readonly number[];
  readonly pad: 'same' | 'valid' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** How the windows of a pooling lie along one side of an image. */
export interface PoolSide {
  /** How long the side is, and how many windows stand along it. */
  readonly length: number;
  readonly windows: number;
  readonly size: number;
  readonly stride: number;
  /** How much padding stands before the first value. */
  readonly before: number;
}

/** The sides of a pooling of `[batch, ...sides, channels]`, two or three. */
export function poolSides(shape: readonly number[], attrs: PoolAttrs): PoolSide[] {
  const { filterSize, strides, pad, dimRoundingMode } = attrs as {
    filterSize: [number, number, number];
    strides: [number, number, number];
    pad: 'same';
    dimRoundingMode?: 'floor';
  };
  if (shape.length === 5) {
    const x = shape as [number, number, number, number, number];
    const i = backend_util.computePool3DInfo(x, filterSize, strides, 1, pad, dimRoundingMode);
    return [
      side(i.inDepth, i.outDepth, i.filterDepth, i.strideDepth, i.padInfo.front),
      side(i.inHeight, i.outHeight, i.filterHeight, i.strideHeight, i.padInfo.top),
      side(i.inWidth, i.outWidth, i.filterWidth, i.strideWidth, i.padInfo.left),
    ];
  }
  const [x, size, stride] = [shape, filterSize, strides] as unknown as [[number, number, number, number], 2, 2];
  const i = backend_util.computePool2DInfo(x, size, stride, 1, pad, dimRoundingMode);
  return [
    side(i.inHeight, i.outHeight, i.filterHeight, i.strideHeight, i.padInfo.top),
    side(i.inWidth, i.outWidth, i.filterWidth, i.strideWidth, i.padInfo.left),
  ];
}

function side(length: number, windows: number, size: number, stride: number, before: number): PoolSide {
  return { length, windows, size, stride, before };
}
