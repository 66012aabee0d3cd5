import { Cast, type CastAttrs, Identity } from '@tensorflow/tfjs-core';
import { defineKernel, run } from './kernel.ts';

/** Whatever is not zero is true. tfjs keeps the lowest byte of the number instead. */
export function defineCast(): void {
  defineKernel(Cast, (stock) => (call) => {
    const { inputs, attrs, backend } = call;
    const x = inputs.x!;
    const { dtype } = attrs as unknown as CastAttrs;
    if (dtype === x.dtype) return run(backend, Identity, { x });
    if (dtype !== 'bool') return stock!(call);
    const out = backend.makeOutput(x.shape, dtype);
    const to = backend.typedArrayFromHeap(out);
    backend.typedArrayFromHeap(x).forEach((value: number, i: number) => {
      to[i] = value === 0 ? 0 : 1;
    });
    return out;
  });
}
