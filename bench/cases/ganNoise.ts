import { foldIn, type Key, key, normalValues, uniformValues } from '@latentkit/random';
import { COMPARED_STEPS, type Values } from './case.ts';

// What `gan` derives its noise from. The comparison of the losses fails if that changes.
const STEP = 2;
const [CRITIC, PENALTY, GENERATOR] = [0, 4, 5];

/** The noise of the first steps: latents for the critic's step and for the generator's, shares for a gradient penalty. */
export function ganNoise(seed: number, batch: number, latent: number): Record<string, Values> {
  const noise: Record<string, Values> = {};
  for (let step = 0; step < COMPARED_STEPS; step++) {
    const stepKey = foldIn(foldIn(key(seed), STEP), step);
    noise[`noise.${step}.critic`] = latents(foldIn(stepKey, CRITIC), batch, latent);
    noise[`noise.${step}.generator`] = latents(foldIn(stepKey, GENERATOR), batch, latent);
    noise[`noise.${step}.share`] = { shape: [batch, 1], values: uniformValues(foldIn(stepKey, PENALTY), batch) };
  }
  return noise;
}

function latents(of: Key, batch: number, latent: number): Values {
  return { shape: [batch, latent], values: normalValues(foldIn(of, 0), batch * latent) };
}
