import type { Case } from './case.ts';
import { convCases } from './conv.ts';
import { convAeCases } from './convAe.ts';
import { dcganCases } from './dcgan.ts';
import { elementwiseCases } from './elementwise.ts';
import { gemmCases } from './gemm.ts';
import { pointGanCases } from './pointGans.ts';
import { vaeCases } from './vae.ts';
import { variantCases } from './variants.ts';

/** All rows: whole training steps, then the kernels under them, then the steps of all variants. */
export const groups: Readonly<Record<string, readonly Case[]>> = {
  'Training step': [...vaeCases, ...pointGanCases, ...dcganCases, ...convAeCases],
  Kernel: [...gemmCases, ...convCases, ...elementwiseCases],
  'Variants, training step': variantCases,
};
