export { type AutoencoderArchitecture, conv, mlp, points } from '@latentkit/model';
export { type Key, key } from '@latentkit/random';
export { type Aae, type AaeArchitecture, type AaeOptions, type AaeTerms, aae } from './aae.ts';
export { type Ae, type AeOptions, ae } from './ae.ts';
export { identity } from './bottlenecks/identity.ts';
export { priorMatched } from './bottlenecks/priorMatched.ts';
export { type VectorQuantizedOptions, vectorQuantized } from './bottlenecks/vectorQuantized.ts';
export { type VqVae, type VqVaeOptions, vqVae } from './vqVae.ts';
