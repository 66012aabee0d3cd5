export { bernoulli } from './bernoulli.ts';
export { bits } from './bits.ts';
export { categorical } from './categorical.ts';
export { foldIn, type Key, key, split } from './key.ts';
export { type NormalOptions, normal, normalValues } from './normal.ts';
export { permutation } from './permutation.ts';
export { type UniformOptions, uniform, uniformValues } from './uniform.ts';
