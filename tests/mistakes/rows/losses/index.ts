import type { Rows } from '../../call.ts';
import { rows as randomRows } from '../random.ts';
import { rows as adversarial } from './adversarial.ts';
import { rows as closedForms } from './closedForms.ts';
import { rows as divergences } from './divergences.ts';
import { rows as penalties } from './penalties.ts';
import { rows as reconstruction } from './reconstruction.ts';
import { rows as samples } from './samples.ts';

export const rows: Rows = {
  ...adversarial,
  ...closedForms,
  ...divergences,
  ...penalties,
  ...reconstruction,
  ...samples,
  key: randomRows.key!,
};
