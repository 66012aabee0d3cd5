import {
  type GradConfig,
  matMul,
  ResizeBilinear,
  type ResizeBilinearAttrs,
  ResizeNearestNeighbor,
  reshape,
  sum,
  type Tensor,
  type Tensor3D,
  tensor2d,
} from '@tensorflow/tfjs-core';
import { around, withLength } from './spread.ts';

/** Which values along a side of `from` make up each of `to`, and with which weight. */
type Weights = (to: number, from: number, attrs: ResizeBilinearAttrs) => [place: number, weight: number][][];

const scaleOf = (to: number, from: number, { alignCorners }: ResizeBilinearAttrs) =>
  alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;

const nearest: Weights = (to, from, attrs) => {
  const scale = scaleOf(to, from, attrs);
  return Array.from({ length: to }, (_, i) => {
    const at = attrs.alignCorners
      ? Math.round(i * scale)
      : Math.floor((i + (attrs.halfPixelCenters ? 0.5 : 0)) * scale);
    return [[Math.min(from - 1, at), 1]];
  });
};

const bilinear: Weights = (to, from, attrs) => {
  const scale = scaleOf(to, from, attrs);
  return Array.from({ length: to }, (_, i) => {
    const at = attrs.halfPixelCenters ? (i + 0.5) * scale - 0.5 : i * scale;
    const share = at - Math.floor(at);
    return [
      [Math.max(0, Math.floor(at)), 1 - share],
      [Math.min(from - 1, Math.ceil(at)), share],
    ];
  });
};

/**
 * Resizing is a product with one matrix per side, and its gradient one with their transposes. tfjs's kernels for it are
 * wrong here and there (on cpu for a batch, on WASM with half pixel centres) and have no gradient themselves.
 */
export const resizeGradients = (
  [
    [ResizeBilinear, bilinear],
    [ResizeNearestNeighbor, nearest],
  ] as const
).map(
  ([kernelName, weights]): GradConfig => ({
    kernelName,
    inputsToSave: ['images'],
    gradFunc: (dy, saved, attrs) => ({
      images: () => {
        const settings = attrs as unknown as ResizeBilinearAttrs;
        const back = (y: Tensor, axis: number) => shrink(y, axis, saved[0]!.shape[axis]!, weights, settings);
        return back(back(dy as Tensor, 1), 2);
      },
    }),
  }),
);

function shrink(y: Tensor, axis: number, from: number, weights: Weights, attrs: ResizeBilinearAttrs): Tensor {
  const to = y.shape[axis]!;
  const [outer, inner] = around(y.shape, axis);
  const shape = withLength(y.shape, axis, from);
  if (weights === nearest && !attrs.alignCorners && to % from === 0) {
    return reshape(sum(reshape(y, [outer * from, to / from, inner]), 1), shape);
  }
  const matrix = new Float32Array(from * to);
  for (const [i, terms] of weights(to, from, attrs).entries()) {
    for (const [place, weight] of terms) matrix[place * to + i]! += weight;
  }
  return reshape(matMul(tensor2d(matrix, [from, to]) as Tensor as Tensor3D, reshape(y, [outer, to, inner])), shape);
}
