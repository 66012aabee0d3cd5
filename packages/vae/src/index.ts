export { type Key, key } from '@latentkit/random';
export type { Posterior, Vae, VaeEvaluateOptions, VaeOptions, VaeTerm } from './model.ts';
export type { VaeNetworks } from './networks.ts';
export { conv, mlp, points } from './presets.ts';
export { vae } from './vae.ts';
