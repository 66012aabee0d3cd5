import type { Rows } from '../../call.ts';
import { rows as randomRows } from '../random.ts';
import { rows as likelihoods } from './likelihoods.ts';

export const rows: Rows = {
  ...likelihoods,
  key: randomRows.key!,
};
