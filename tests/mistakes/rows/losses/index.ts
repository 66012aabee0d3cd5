import type { Rows } from '../../call.ts';
import { rows as randomRows } from '../random.ts';
import { rows as adversarial } from './adversarial.ts';
import { rows as penalties } from './penalties.ts';
import { rows as reconstruction } from './reconstruction.ts';
import { rows as vae } from './vae.ts';

export const rows: Rows = {
  ...adversarial,
  ...penalties,
  ...reconstruction,
  ...vae,
  key: randomRows.key!,
};
