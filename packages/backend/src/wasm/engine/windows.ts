import type { backend_util } from '@tensorflow/tfjs-core';
import { type WindowSide, windowSides } from '../../windowSides.ts';

/** The depth of a picture that has none. */
const flat: WindowSide = { length: 1, windows: 1, size: 1, stride: 1, dilation: 1, before: 0 };

/** A window over pictures, as words of a kernel's arguments: see `kernels/windows.ts`. */
export function windowWords(info: backend_util.Conv2DInfo | backend_util.Conv3DInfo): number[] {
  const sides = windowSides(info);
  if (sides.length === 2) sides.unshift(flat);
  return words.flatMap((name) => sides.map((side) => side[name]));
}

const words = ['length', 'windows', 'stride', 'size', 'dilation', 'before'] as const;
