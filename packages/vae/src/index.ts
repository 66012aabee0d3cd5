export { type AutoencoderArchitecture, conv, mlp, points } from '@latentkit/model';
export { type Key, key } from '@latentkit/random';
export { type GaussianOptions, gaussian } from './gaussian.ts';
export { type Vae, type VaeOptions, vae } from './vae.ts';
