import type { TensorInfo } from '@tensorflow/tfjs-core';

/** A number made of the numbers at one place of tensors of one shape, written in what GLSL and WGSL have in common. */
export interface Formula {
  /** What the tensors are called in it. */
  readonly tensors: readonly string[];
  /** What the numbers are called that are the same everywhere. */
  readonly numbers: readonly string[];
  readonly code: string;
}

/** Computes a formula at every place. */
export type Evaluate<Backend> = (
  backend: Backend,
  formula: Formula,
  tensors: readonly TensorInfo[],
  numbers: readonly number[],
) => TensorInfo;
