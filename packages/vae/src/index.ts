export { type AutoencoderArchitecture, conv, mlp, points } from '@latentkit/model';
export { type Key, key } from '@latentkit/random';
export { type GaussianOptions, gaussian } from './gaussian.ts';
export { type MixturePriorOptions, mixturePrior } from './priors/mixturePrior.ts';
export { type VampPriorOptions, vampPrior } from './priors/vampPrior.ts';
export { type Vae, type VaeOptions, vae } from './vae.ts';
