export { ae } from './ae.ts';
export type { Ae, AeOptions, AeTerm } from './model.ts';
export type { AeNetworks } from './networks.ts';
export { conv, mlp, points } from './presets.ts';
