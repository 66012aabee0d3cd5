import { autoencoders } from './models/autoencoders.ts';
import { densities } from './models/densities.ts';
import { gans } from './models/gans.ts';
import type { ModelChoice } from './models/model.ts';
import { vaes } from './models/vaes.ts';

/** All models. A new one is an entry in one of these, and how it is built in `worker/models/` (the compiler asks for it). */
export const models = [...autoencoders, ...vaes, ...densities, ...gans] as const satisfies readonly ModelChoice[];

export type ModelName = (typeof models)[number]['value'];

/** The families, in the order in which they are offered. */
export const families: Readonly<Record<ModelChoice['family'], string>> = {
  autoencoder: 'Auto-encoders',
  vae: 'Variational auto-encoders',
  density: 'Explicit densities',
  gan: 'Adversarial networks',
};

/** The words for a model. */
export function modelChoice(name: ModelName): ModelChoice {
  return models.find((choice) => choice.value === name)!;
}
