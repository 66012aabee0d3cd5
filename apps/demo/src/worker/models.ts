import type { ModelName } from '../choices/models.ts';
import { autoencoders } from './models/autoencoders.ts';
import type { BuildInputs, Built } from './models/built.ts';
import { densities } from './models/densities.ts';
import { gans } from './models/gans.ts';

export type { Built } from './models/built.ts';

/** How each model is built. */
export const builders: Readonly<Record<ModelName, (inputs: BuildInputs) => Built>> = {
  ...autoencoders,
  ...densities,
  ...gans,
};
