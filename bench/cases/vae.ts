import { foldIn, key, normalValues } from '@latentkit/random';
import { mlp, type Vae, vae } from '@latentkit/vae';
import { denseWork, operations, pass, training } from './arithmetic.ts';
import { type Case, COMPARED_STEPS, type Values } from './case.ts';
import { uniform, weightsOf } from './weights.ts';

const LATENT = 20;
const SEED = 1;
// What `vae` derives its noise from: the steps' key, its only phase, its bottleneck. The comparison fails if that changes.
const [STEPS, PHASE, BOTTLENECK] = [2, 0, 1];

/** The model itself. */
export function makeVae(): Vae {
  return vae(mlp(), { shape: [28, 28, 1], latentSize: LATENT, seed: SEED });
}

export const vaeCases: readonly Case[] = [16, 128].map((batch) => ({
  name: `vae-${batch}`,
  title: `VAE 784-400-20, batch ${batch}`,
  program: 'vae',
  lossesPerStep: 1,
  settings: { batch },
  flop: operations(batch, training(denseWork(784, 400, 40)) + decoderWork()),
  tensors: () => ({
    ...weightsOf(makeVae()),
    batch: uniform(7, [batch, 28, 28, 1]),
    ...Object.fromEntries(Array.from({ length: COMPARED_STEPS }, (_, step) => [`noise.${step}`, noise(step, batch)])),
  }),
}));

/** The decoder's input is no data: the gradient goes on from there to the encoder. */
function decoderWork(): number {
  return 3 * pass(denseWork(LATENT, 400, 784));
}

function noise(step: number, batch: number): Values {
  const phaseKey = foldIn(foldIn(foldIn(key(SEED), STEPS), step), PHASE);
  return { shape: [batch, LATENT], values: normalValues(foldIn(phaseKey, BOTTLENECK), batch * LATENT) };
}
