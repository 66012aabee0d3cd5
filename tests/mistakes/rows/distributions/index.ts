import type { Rows } from '../../call.ts';
import { rows as randomRows } from '../random.ts';
import { rows as distributions } from './distributions.ts';
import { rows as likelihoods } from './likelihoods.ts';

export const rows: Rows = {
  ...distributions,
  ...likelihoods,
  key: randomRows.key!,
};
