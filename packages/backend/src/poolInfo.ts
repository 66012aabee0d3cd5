import { backend_util } from '@tensorflow/tfjs-core';

/** The attributes of tfjs's pooling kernels. */
export interface PoolAttrs {
  readonly filterSize: number | readonly number[];
  readonly strides: number | readonly number[];
  readonly pad: 'same' | 'valid' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The geometry of a pooling of `[batch, ...sides, channels]`, two or three sides. */
export function poolInfo(
  shape: readonly number[],
  attrs: PoolAttrs,
): backend_util.Conv2DInfo | backend_util.Conv3DInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attrs as PoolAttrs & { filterSize: 2; strides: 2 };
  return shape.length === 5
    ? backend_util.computePool3DInfo(
        shape as [number, number, number, number, number],
        filterSize,
        strides,
        1,
        pad,
        dimRoundingMode,
      )
    : backend_util.computePool2DInfo(
        shape as [number, number, number, number],
        filterSize,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
}
