import { convWork, operations } from './arithmetic.ts';
import type { Case } from './case.ts';
import { uniform } from './weights.ts';

const BATCH = 64;

/** The DCGAN's critic: side and channels of the larger picture, channels of the smaller. Its generator has the same, turned round. */
const layers = [
  [28, 1, 64],
  [14, 64, 128],
] as const;

const directions = [
  ['forward', 'convForward'],
  ['input gradient', 'convInputGradient'],
  ['filter gradient', 'convFilterGradient'],
] as const;

export const convCases: readonly Case[] = layers.flatMap(([side, from, to]) =>
  directions.map(([direction, program]) => ({
    name: `conv-${side}x${side}x${from}-${direction.split(' ')[0]}`,
    title: `conv 4×4 /2, ${side}×${side}×${from} → ${side / 2}×${side / 2}×${to}, batch ${BATCH}, ${direction}`,
    program,
    settings: {},
    flop: operations(BATCH, convWork((side / 2) ** 2, 4, from, to)),
    tensors: () => ({
      x: uniform(1, [BATCH, side, side, from]),
      filter: uniform(2, [4, 4, from, to]),
      dy: uniform(3, [BATCH, side / 2, side / 2, to]),
    }),
  })),
);
