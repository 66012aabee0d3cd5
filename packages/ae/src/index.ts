export { type AutoencoderArchitecture, conv, mlp, points } from '@latentkit/model';
export { type Key, key } from '@latentkit/random';
export { type Ae, type AeOptions, ae } from './ae.ts';
export { identity } from './bottlenecks/identity.ts';
