import { valuesOf } from '../reproduce/ours.ts';
import { variants } from '../reproduce/variants.ts';
import type { Case } from './case.ts';
import { uniform } from './weights.ts';

const BATCH = 128;
/** How far the variants' own noise may take the losses of the first steps apart, as a part of them. */
const NOISE = 0.03;

/** The variants of `pnpm reproduce`, each beside its twin. */
export const variantCases: readonly Case[] = Object.entries(variants).map(([variant, { make }]) => ({
  name: `variant-${variant.replaceAll(' ', '-')}`,
  title: variant,
  program: 'variant',
  lossesPerStep: 1,
  tolerance: NOISE,
  settings: { variant },
  flop: 0,
  tensors() {
    const model = make(1);
    const named = Object.entries(model.state().tensors).filter(([name]) => !/optimizer/i.test(name));
    const tensors = Object.fromEntries(named.map(([name, tensor]) => [name, valuesOf(tensor)]));
    model.dispose();
    const label = { shape: [BATCH], values: Float32Array.from({ length: BATCH }, (_, i) => i % 10) };
    return { ...tensors, batch: uniform(7, [BATCH, 28, 28, 1]), label };
  },
}));
