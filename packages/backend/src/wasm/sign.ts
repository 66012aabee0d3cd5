import { Sign } from '@tensorflow/tfjs-core';
import { defineKernel } from './kernel.ts';

/** −1, 0 or 1, and 0 of NaN, as everywhere in tfjs. Its own on WASM takes small positive numbers for zero. */
export function defineSign(): void {
  defineKernel(Sign, () => ({ inputs, backend }) => {
    const x = inputs.x!;
    const out = backend.makeOutput(x.shape, x.dtype);
    const to = backend.typedArrayFromHeap(out);
    const from = backend.typedArrayFromHeap(x);
    for (let i = 0; i < to.length; i++) to[i] = Math.sign(from[i]!) || 0;
    return out;
  });
}
