import { Prod, type ProdAttrs, util } from '@tensorflow/tfjs-core';
import { defineKernel } from './kernel.ts';

/** The product of no numbers is 1; tfjs's on WASM leaves what was in the heap. */
export function defineProd(): void {
  defineKernel(Prod, (stock) => (call) => {
    const out = stock!(call);
    const { axis } = call.attrs as unknown as ProdAttrs;
    const empty = util.parseAxisParam(axis, call.inputs.x!.shape).some((i) => call.inputs.x!.shape[i] === 0);
    if (empty) call.backend.typedArrayFromHeap(out).fill(1);
    return out;
  });
}
