export { hingeGan, lsgan, wganGp } from './aliases.ts';
export { type DcganOptions, dcgan } from './dcgan.ts';
export { type Gan, type GanOptions, type GanTerm, gan } from './gan.ts';
export { type GanMlpOptions, mlp } from './mlp.ts';
export type { GanNetworkOptions, GanNetworks } from './networks.ts';
export { points } from './points.ts';
