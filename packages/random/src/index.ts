export type { Key } from './key.ts';
