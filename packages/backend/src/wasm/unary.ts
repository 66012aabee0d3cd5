import { Abs, Square } from '@tensorflow/tfjs-core';
import { defineKernel } from './kernel.ts';
import { takingTruthValues } from './truthValues.ts';

/** tfjs's own functions of one number, which return what was in the heap where they are given truth values. */
export function defineUnary(): void {
  for (const kernelName of [Abs, Square]) defineKernel(kernelName, (stock) => takingTruthValues(stock!));
}
