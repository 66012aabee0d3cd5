import type { Rows } from '../../call.ts';
import { rows as randomRows } from '../random.ts';
import { rows as distributions } from './distributions.ts';
import { rows as flows } from './flows.ts';
import { rows as likelihoods } from './likelihoods.ts';

export const rows: Rows = {
  ...distributions,
  ...flows,
  ...likelihoods,
  key: randomRows.key!,
};
