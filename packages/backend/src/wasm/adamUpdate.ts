import type { AdamNumbers } from '../fused/adamUpdate.ts';
import { AdamUpdate } from '../fused/kernelNames.ts';
import { address, engineOf, float, sizeOf } from './engine/engine.ts';
import { defineKernel } from './kernel.ts';

/** One step of Adam for one variable. */
export function defineAdamUpdate(): void {
  defineKernel(AdamUpdate, () => ({ inputs, attrs, backend }) => {
    const { beta1, beta2, epsilon, scale, keep } = attrs as unknown as AdamNumbers;
    const given = [inputs.value!, inputs.gradient!, inputs.m!, inputs.v!];
    const made = [0, 1, 2].map(() => backend.makeOutput(given[0]!.shape, 'float32'));
    engineOf(backend).run('adam', sizeOf(given[0]!), 1 << 14, [
      ...[...given, ...made].map((tensor) => address(backend, tensor)),
      ...[beta1, beta2, epsilon, scale, keep].map(float),
    ]);
    return made;
  });
}
