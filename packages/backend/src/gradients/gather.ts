import {
  add,
  cast,
  GatherV2,
  type GatherV2Attrs,
  type GradConfig,
  range,
  reshape,
  type Tensor,
  type Tensor1D,
  transpose,
  unsortedSegmentSum,
  zeros,
} from '@tensorflow/tfjs-core';
import { around } from './spread.ts';

/** Sums what was gathered back to where it came from. tfjs's own needs its chained methods where there are batch axes. */
export const gatherGradient: GradConfig = {
  kernelName: GatherV2,
  inputsToSave: ['x', 'indices'],
  gradFunc: (dy, saved, attrs) => {
    const [x, indices] = saved as [Tensor, Tensor];
    const { axis, batchDims = 0 } = attrs as unknown as GatherV2Attrs;
    return {
      x: () => {
        const at = axis < 0 ? axis + x.rank : axis;
        const length = x.shape[at]!;
        const [before, inner] = around(x.shape, at);
        const batch = around(x.shape, batchDims)[0];
        const outer = before / batch;
        const count = indices.size / batch;
        const rows = transpose(reshape(dy as Tensor, [batch, outer, count, inner]), [0, 2, 1, 3]);
        const own = reshape(cast(indices, 'int32'), [batch, count]);
        const places = batch === 1 ? own : add(own, reshape(range(0, batch * length, length, 'int32'), [batch, 1]));
        const sums = unsortedSegmentSum(
          reshape(rows, [batch * count, outer * inner]),
          reshape(places, [-1]) as Tensor1D,
          batch * length,
        );
        return reshape(transpose(reshape(sums, [batch, length, outer, inner]), [0, 2, 1, 3]), x.shape);
      },
      indices: () => zeros(indices.shape),
    };
  },
};
