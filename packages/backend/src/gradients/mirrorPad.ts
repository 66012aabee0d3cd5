import { add, type GradConfig, MirrorPad, type MirrorPadAttrs, reverse, type Tensor } from '@tensorflow/tfjs-core';
import { padAxis, sliceAxis } from './spread.ts';

/** What was mirrored gives its gradient back to its original; tfjs forgets it. */
export const mirrorPadGradient: GradConfig = {
  kernelName: MirrorPad,
  inputsToSave: ['x'],
  gradFunc: (dy, saved, attrs) => {
    const { paddings, mode } = attrs as unknown as MirrorPadAttrs;
    const { shape } = saved[0]!;
    const fold = (y: Tensor, axis: number) =>
      foldEdges(y, axis, shape[axis]!, paddings[axis]!, mode === 'reflect' ? 1 : 0);
    return { x: () => shape.reduce((y, _, axis) => fold(y, axis), dy as Tensor) };
  },
};

function foldEdges(y: Tensor, axis: number, length: number, [before, after]: [number, number], gap: 0 | 1): Tensor {
  const place = (x: Tensor, start: number) => padAxis(x, axis, start, length - start - x.shape[axis]!);
  let result: Tensor = sliceAxis(y, axis, before, length);
  if (before > 0) result = add(result, place(reverse(sliceAxis(y, axis, 0, before), axis), gap));
  if (after > 0)
    result = add(result, place(reverse(sliceAxis(y, axis, before + length, after), axis), length - after - gap));
  return result;
}
