import { type Gan, gan, pointsGan, wganGp } from '@latentkit/gan';
import { denseWork, operations, pass, training } from './arithmetic.ts';
import type { Case } from './case.ts';
import { ganNoise } from './ganNoise.ts';
import { normal, weightsOf } from './weights.ts';

const SEED = 1;
const BATCH = 256;
const LATENT = 16;
const generator = denseWork(LATENT, 128, 128, 2);
const critic = denseWork(2, 128, 128, 1);
const options = { shape: [2], latentSize: LATENT, seed: SEED };

/** The non-saturating GAN of points. */
export function makeGan(): Gan {
  return gan(pointsGan(), options);
}

/** WGAN-GP of points, where the generator moves in every step, so that all steps are alike. */
export function makeWganGp(): Gan {
  return wganGp(pointsGan(), { ...options, criticSteps: 1 });
}

/** Of both games: the critic on data and samples, then the generator through the critic. */
const game = pass(generator) + 2 * training(critic) + pass(critic) * 2 + training(generator);

/** The slope of the critic (there and back), and the gradient of that by its weights and by all slopes but the first, a 1. */
const penalty = 2 * pass(critic) + pass(critic) + pass(critic.slice(0, -1));

const common = {
  settings: { batch: BATCH, latent: LATENT },
  tensors: (make: () => Gan) => ({
    ...weightsOf(make()),
    batch: normal(7, [BATCH, 2]),
    ...ganNoise(SEED, BATCH, LATENT),
  }),
};

export const pointGanCases: readonly Case[] = [
  {
    ...common,
    name: 'gan-256',
    title: 'GAN of points, batch 256',
    program: 'gan',
    lossesPerStep: 2,
    flop: operations(BATCH, game),
    tensors: () => common.tensors(makeGan),
  },
  {
    ...common,
    name: 'wgan-gp-256',
    title: 'WGAN-GP of points, batch 256',
    program: 'wganGp',
    lossesPerStep: 3,
    flop: operations(BATCH, game + penalty),
    tensors: () => common.tensors(makeWganGp),
  },
];
