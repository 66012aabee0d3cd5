import { foldIn, type Key, key, normalValues, uniformValues } from '@latentkit/random';
import { COMPARED_STEPS, type Values } from './case.ts';

// What `gan` derives its noise from: the steps' key, its phases, and in each the fakes' noise and the penalty's points. The
// comparison of the losses fails if that changes.
const STEPS = 2;
const [CRITIC, GENERATOR] = [0, 1];
const [FAKES, POINTS] = [0, 4];
const NOISE = 0;

/** The noise of the first steps: latents for the critic's phase and for the generator's, shares for a gradient penalty. */
export function ganNoise(seed: number, batch: number, latent: number): Record<string, Values> {
  const noise: Record<string, Values> = {};
  for (let step = 0; step < COMPARED_STEPS; step++) {
    const phaseKey = (phase: number) => foldIn(foldIn(foldIn(key(seed), STEPS), step), phase);
    noise[`noise.${step}.critic`] = latents(phaseKey(CRITIC), batch, latent);
    noise[`noise.${step}.generator`] = latents(phaseKey(GENERATOR), batch, latent);
    const points = foldIn(phaseKey(CRITIC), POINTS);
    noise[`noise.${step}.share`] = { shape: [batch, 1], values: uniformValues(points, batch) };
  }
  return noise;
}

function latents(phaseKey: Key, batch: number, latent: number): Values {
  const noise = foldIn(foldIn(phaseKey, FAKES), NOISE);
  return { shape: [batch, latent], values: normalValues(noise, batch * latent) };
}
