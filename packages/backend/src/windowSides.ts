import type { backend_util } from '@tensorflow/tfjs-core';

/** How windows lie along one side of a picture. */
export interface WindowSide {
  /** Values along the side. */
  readonly length: number;
  /** Windows along the side. */
  readonly windows: number;
  /** Taps of a window along the side. */
  readonly size: number;
  /** From one window to the next. */
  readonly stride: number;
  /** From one tap to the next. */
  readonly dilation: number;
  /** Padding before the first value. */
  readonly before: number;
}

/** The sides that windows slide along: height and width, in three dimensions depth before them. */
export function windowSides(info: backend_util.Conv2DInfo | backend_util.Conv3DInfo): WindowSide[] {
  const { padInfo } = info;
  const height = side(
    info.inHeight,
    info.outHeight,
    info.filterHeight,
    info.strideHeight,
    info.dilationHeight,
    padInfo.top,
  );
  const width = side(info.inWidth, info.outWidth, info.filterWidth, info.strideWidth, info.dilationWidth, padInfo.left);
  if (!('inDepth' in info)) return [height, width];
  const { front } = info.padInfo;
  const depth = side(info.inDepth, info.outDepth, info.filterDepth, info.strideDepth, info.dilationDepth, front);
  return [depth, height, width];
}

function side(
  length: number,
  windows: number,
  size: number,
  stride: number,
  dilation: number,
  before: number,
): WindowSide {
  return { length, windows, size, stride, dilation, before };
}
