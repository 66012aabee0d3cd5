export { conv, mlp, points } from './presets.ts';
export { type Posterior, type Vae, type VaeOptions, type VaeTerm, vae } from './vae.ts';
