import {
  type GradConfig,
  reshape,
  reverse,
  StridedSlice,
  type StridedSliceAttrs,
  slice_util,
  type Tensor,
  zeros,
} from '@tensorflow/tfjs-core';
import { padAxis, spread } from './spread.ts';

/** Puts every value back to where it was taken from, with zeros between. tfjs has none. */
export const stridedSliceGradient: GradConfig = {
  kernelName: StridedSlice,
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attrs) => {
    const { shape } = saved[0]!;
    const a = attrs as unknown as StridedSliceAttrs;
    return {
      x: () => {
        const { begin, end, strides, isSimpleSlice, isIdentity } = slice_util.sliceInfo(
          shape,
          a.begin,
          a.end,
          a.strides,
          a.beginMask,
          a.endMask,
          a.ellipsisMask,
          a.newAxisMask,
          a.shrinkAxisMask,
        );
        if ((a.shrinkAxisMask || a.newAxisMask) && !isSimpleSlice && !isIdentity) {
          throw new Error(
            'stridedSlice: shrinkAxisMask or newAxisMask was given with a stride other than 1, which TensorFlow.js gets wrong. Slice without them, then reshape.',
          );
        }
        const lengths = slice_util.computeOutShape(begin, end, strides);
        if (lengths.includes(0)) return zeros(shape);
        return shape.reduce(
          (values, length, axis) => {
            const stride = strides[axis]!;
            const spaced = spread(stride < 0 ? reverse(values, axis) : values, axis, Math.abs(stride));
            const first = stride < 0 ? begin[axis]! + (lengths[axis]! - 1) * stride : begin[axis]!;
            return padAxis(spaced, axis, first, length - first - spaced.shape[axis]!);
          },
          reshape(dy as Tensor, lengths),
        );
      },
    };
  },
};
