import { dcgan, type Gan, gan } from '@latentkit/gan';
import { convWork, operations, pass, training, type Work } from './arithmetic.ts';
import type { Case } from './case.ts';
import { ganNoise } from './ganNoise.ts';
import { uniform, weightsOf } from './weights.ts';

const SEED = 1;
const BATCH = 64;
const LATENT = 64;
const SMALL = 7 * 7 * 128;
const generator: Work = [LATENT * SMALL, convWork(7 ** 2, 4, 128, 64), convWork(14 ** 2, 4, 64, 1)];
const critic: Work = [convWork(14 ** 2, 4, 1, 64), convWork(7 ** 2, 4, 64, 128), SMALL];

/** The DCGAN of digits: 64 → 7×7×128 → 14×14×64 → 28×28×1, and a critic that mirrors it. */
export function makeDcgan(): Gan {
  return gan(dcgan(), { shape: [28, 28, 1], latentSize: LATENT, seed: SEED });
}

export const dcganCases: readonly Case[] = [
  {
    name: 'dcgan-64',
    title: 'DCGAN 28×28, batch 64',
    program: 'dcgan',
    lossesPerStep: 2,
    settings: { batch: BATCH, latent: LATENT },
    // The generator's step goes through the critic, and back without the gradient by the critic's weights.
    flop: operations(BATCH, pass(generator) + 2 * training(critic) + 2 * pass(critic) + training(generator)),
    tensors: () => ({
      ...weightsOf(makeDcgan()),
      batch: uniform(7, [BATCH, 28, 28, 1]),
      ...ganNoise(SEED, BATCH, LATENT),
    }),
  },
];
