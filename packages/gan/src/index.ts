export { type Key, key } from '@latentkit/random';
export { hingeGan, lsgan, wganGp } from './aliases.ts';
export { type DcganOptions, dcgan } from './dcgan.ts';
export { gan } from './gan.ts';
export { type GanMlpOptions, mlp } from './mlp.ts';
export type { Gan, GanOptions, GanTerm } from './model.ts';
export type { GanNetworkOptions, GanNetworks } from './networks.ts';
export { type GanPointsOptions, points } from './points.ts';
