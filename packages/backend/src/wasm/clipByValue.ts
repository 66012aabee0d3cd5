import { ClipByValue, type ClipByValueAttrs } from '@tensorflow/tfjs-core';
import { address, engineOf, float, sizeOf } from './engine/engine.ts';
import { defineKernel, type WasmKernel } from './kernel.ts';
import { takingTruthValues } from './truthValues.ts';

/** Clips as everywhere else: NaN stays NaN. XNNPACK turns it into a bound, and a diverged run would look sound. */
export function defineClipByValue(): void {
  defineKernel(ClipByValue, () => takingTruthValues(clip));
}

const clip: WasmKernel = ({ inputs, attrs, backend }) => {
  const { clipValueMin, clipValueMax } = attrs as unknown as ClipByValueAttrs;
  const x = inputs.x!;
  const out = backend.makeOutput(x.shape, x.dtype);
  const places = [address(backend, x), address(backend, out)];
  const [kernel, ...bounds] =
    x.dtype === 'float32'
      ? (['clip', float(clipValueMin), float(clipValueMax)] as const)
      : (['clipIntegers', whole(clipValueMin), whole(clipValueMax)] as const);
  engineOf(backend).run(kernel, sizeOf(x), 1 << 14, [...places, ...bounds]);
  return out;
};

/** A bound for whole numbers, which a bound at infinity is not. */
function whole(bound: number): number {
  return Math.trunc(Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, bound)));
}
