import * as losses from '@latentkit/losses';
import { zeros } from '@tensorflow/tfjs-core';
import type { Rows } from '../../call.ts';
import { reconstruction } from './makers.ts';

export const rows: Rows = {
  freeBits: { name: 'freeBits', call: losses.freeBits, args: () => ({ kl: zeros([2, 3]), minimum: 0.5 }) },
  notesRegularizer: reconstruction('notesRegularizer', losses.notesRegularizer, ['mean', 'sigma']),
};
