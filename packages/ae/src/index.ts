export { type Ae, type AeOptions, type AeTerm, ae } from './ae.ts';
export { conv, mlp, points } from './presets.ts';
