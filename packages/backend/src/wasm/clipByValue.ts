import { ClipByValue, util } from '@tensorflow/tfjs-core';
import { defineKernel, floats, start } from './kernel.ts';

/** Clips as everywhere else: NaN stays NaN. XNNPACK turns it into a bound, and a diverged run would look sound. */
export function defineClipByValue(): void {
  defineKernel(ClipByValue, (stock) => (call) => {
    const x = call.inputs.x!;
    const out = stock!(call);
    if (x.dtype !== 'float32') return out;
    const heap = floats(call.backend);
    const from = start(call.backend, x);
    const to = start(call.backend, out);
    for (let i = util.sizeFromShape(x.shape) - 1; i >= 0; i--) {
      if (Number.isNaN(heap[from + i])) heap[to + i] = Number.NaN;
    }
    return out;
  });
}
