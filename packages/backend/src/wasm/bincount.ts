import { Bincount, Reshape, util } from '@tensorflow/tfjs-core';
import { defineKernel, run } from './kernel.ts';
import { takingTruthValues } from './truthValues.ts';

/** Counts of whole numbers in a tensor of any shape; tfjs on WASM makes room for as many counts as it has rows. */
export function defineBincount(): void {
  defineKernel(Bincount, (stock) => ({ inputs, attrs, backend }) => {
    const x = inputs.x!;
    const flat = run(backend, Reshape, { x }, { shape: [util.sizeFromShape(x.shape)] });
    const out = takingTruthValues(stock!)({ inputs: { ...inputs, x: flat }, attrs, backend });
    backend.disposeData(flat.dataId);
    return out;
  });
}
