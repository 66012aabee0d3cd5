import { add, floor, greaterEqual, lessEqual, logicalAnd, mul, type Tensor, where } from '@tensorflow/tfjs-core';

/** Where values stand among evenly spaced levels. */
export interface Levels {
  /** From 0 to `levels − 1`, whole numbers as float32; 0 where there is none. */
  readonly level: Tensor;
  /** Whether the value has a level, which it has within [0, 1]. */
  readonly inside: Tensor;
}

/**
 * Which of `levels` evenly spaced values from 0 to 1 is nearest, halves rounded up: byte b of an image is level b of 256 and
 * was b/255.
 */
export function levelsOf(target: Tensor, levels: number): Levels {
  const inside = logicalAnd(greaterEqual(target, 0), lessEqual(target, 1));
  return { level: floor(add(mul(where(inside, target, 0), levels - 1), 0.5)), inside };
}

/** NaN for what has no level. Last, because on a GPU a sum or a maximum on the way may drop it. */
export function nanOutside(terms: Tensor, { inside }: Levels): Tensor {
  return where(inside, terms, Number.NaN);
}
