import { type Ae, ae, conv } from '@latentkit/ae';
import { convWork, operations, pass, training, type Work } from './arithmetic.ts';
import type { Case } from './case.ts';
import { uniform, weightsOf } from './weights.ts';

const BATCH = 32;
const LATENT = 20;
const SMALL = 7 * 7 * 64;
const encoder: Work = [convWork(14 ** 2, 4, 1, 32), convWork(7 ** 2, 4, 32, 64), SMALL * LATENT];
const decoder: Work = [LATENT * SMALL, convWork(7 ** 2, 4, 64, 32), convWork(14 ** 2, 4, 32, 1)];

/** 28×28×1 → 14×14×32 → 7×7×64 → 20, and back. */
export function makeConvAe(): Ae {
  return ae(conv(), { shape: [28, 28, 1], latentSize: LATENT, seed: 1 });
}

export const convAeCases: readonly Case[] = [
  {
    name: 'ae-conv-32',
    title: 'conv auto-encoder 28×28, batch 32',
    program: 'convAe',
    lossesPerStep: 1,
    settings: { batch: BATCH },
    flop: operations(BATCH, training(encoder) + 3 * pass(decoder)),
    tensors: () => ({ ...weightsOf(makeConvAe()), batch: uniform(7, [BATCH, 28, 28, 1]) }),
  },
];
