import {
  AvgPool,
  AvgPool3D,
  AvgPool3DGrad,
  AvgPoolGrad,
  avgPool,
  avgPool3d,
  engine,
  type GradConfig,
  mul,
  type Tensor,
  type Tensor4D,
  type Tensor5D,
  tensor,
  zeros,
} from '@tensorflow/tfjs-core';
import { MissingGradientError } from '../MissingGradientError.ts';
import { type PoolAttrs, poolInfo } from '../poolInfo.ts';
import { type WindowSide, windowSides } from '../windowSides.ts';
import { sliceAxis } from './spread.ts';

/**
 * A window that reaches over the edge is averaged over what lies inside it, but tfjs's kernels of the gradient divide by
 * the whole window. So they are asked for the gradient of pooling a larger image without padding, of which the edge is
 * cut off, and what comes back is multiplied by whole / inside.
 */
export const avgPoolGradients: readonly GradConfig[] = [
  [AvgPool, AvgPoolGrad],
  [AvgPool3D, AvgPool3DGrad],
].flatMap(([forward, backward]): GradConfig[] => [
  {
    kernelName: forward!,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attrs) => {
      const input = saved[0]!;
      const settings = attrs as unknown as PoolAttrs;
      const byKernel = (dy: Tensor, input: Tensor, attrs: object) =>
        engine().runKernel(backward!, { dy, input }, { ...attrs }) as Tensor;
      return {
        x: () => {
          const sides = windowSides(poolInfo(input.shape, settings));
          // Where the padding is spelled out for each side, tfjs-core's own tests hold its kernels to the whole window.
          const spelledOut = Array.isArray(settings.pad);
          if (spelledOut || !padded(sides)) return byKernel(dy as Tensor, input, settings);
          const larger = sides.map(({ length, windows, size, stride, before }) =>
            Math.max(before + length, (windows - 1) * stride + size),
          );
          const canvas = zeros([input.shape[0]!, ...larger, input.shape.at(-1)!]);
          const slopes = mul(dy as Tensor, wholeByInside(sides));
          const whole = byKernel(slopes, canvas, { ...settings, pad: 'valid', dimRoundingMode: undefined });
          return sides.reduce((x, { before, length }, side) => sliceAxis(x, side + 1, before, length), whole);
        },
      };
    },
  },
  {
    // Linear in `dy`, and the same for every `input`. tfjs has none.
    kernelName: backward!,
    inputsToSave: ['input'],
    gradFunc: (ddx, saved, attrs) => {
      const { shape } = saved[0]!;
      const settings = attrs as unknown as PoolAttrs;
      if (padded(windowSides(poolInfo(shape, settings)))) throw new MissingGradientError(`${backward} with padding`);
      return { dy: () => average(ddx as Tensor, settings), input: () => zeros(shape) };
    },
  },
]);

function average(x: Tensor, { filterSize, strides, pad, dimRoundingMode }: PoolAttrs): Tensor {
  const [size, stride] = [filterSize, strides] as [number, number];
  return x.rank === 5
    ? avgPool3d(x as Tensor5D, size, stride, pad, dimRoundingMode)
    : avgPool(x as Tensor4D, size, stride, pad, dimRoundingMode);
}

const padded = (sides: readonly WindowSide[]) =>
  sides.some(({ length, windows, size, stride, before }) => before > 0 || (windows - 1) * stride + size > length);

/** The size of a window by how much of it lies inside, for each window. */
function wholeByInside(sides: readonly WindowSide[]): Tensor {
  const ratios = sides.map(({ length, windows, size, stride, before }) =>
    Array.from({ length: windows }, (_, i) => {
      const first = i * stride - before;
      return size / (Math.min(length, first + size) - Math.max(0, first));
    }),
  );
  const values = ratios.reduce((all, one) => all.flatMap((a) => one.map((b) => a * b)), [1]);
  return tensor(values, [1, ...sides.map(({ windows }) => windows), 1]);
}
