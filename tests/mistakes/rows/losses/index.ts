import type { Rows } from '../../call.ts';
import { rows as randomRows } from '../random.ts';
import { rows as adversarial } from './adversarial.ts';
import { rows as closedForms } from './closedForms.ts';
import { rows as penalties } from './penalties.ts';
import { rows as reconstruction } from './reconstruction.ts';

export const rows: Rows = {
  ...adversarial,
  ...closedForms,
  ...penalties,
  ...reconstruction,
  key: randomRows.key!,
};
