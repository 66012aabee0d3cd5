import type { Rows } from '../../call.ts';
import { rows as randomRows } from '../random.ts';
import { rows as fDivergences } from './fDivergences.ts';
import { rows as samples } from './samples.ts';

export const rows: Rows = { ...fDivergences, ...samples, key: randomRows.key! };
