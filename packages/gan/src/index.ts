export { type Key, key } from '@latentkit/random';
export { hingeGan, lsgan, wganGp } from './aliases.ts';
export { gan } from './gan.ts';
export type { Gan, GanArchitecture, GanOptions, GanTerms } from './model.ts';
export { type DcganOptions, dcgan } from './recipes/dcgan.ts';
export { type MlpGanOptions, mlpGan } from './recipes/mlpGan.ts';
export { pointsGan } from './recipes/pointsGan.ts';
