import * as divergences from '@latentkit/divergences';
import { fill, zeros } from '@tensorflow/tfjs-core';
import type { Call, Rows } from '../../call.ts';
import { adversarial } from '../losses/makers.ts';
import { divergence } from './makers.ts';

const {
  symmetricKl,
  jensenShannon,
  forwardKl,
  neyman,
  pearson,
  reverseKl,
  squaredHellinger,
  totalVariation,
  triangular,
} = divergences;
const masses = () => fill([2, 4], 0.25);

/** Of a divergence and two tensors. */
function ofTwo(name: string, call: (...args: never[]) => unknown, [p, q] = ['p', 'q'], make = masses): Call {
  return { name, call, args: () => ({ divergence: forwardKl, [p!]: make(), [q!]: make() }) };
}

export const rows: Rows = {
  ...Object.fromEntries(
    Object.entries({
      ganObjective: divergences.ganObjective,
      symmetricKl,
      jensenShannon,
      forwardKl,
      neyman,
      pearson,
      reverseKl,
      squaredHellinger,
      totalVariation,
      triangular,
    }).map(([name, value]) => [name, divergence(value)]),
  ),
  alpha: [
    { name: 'alpha', call: divergences.alpha, args: () => ({ order: 2 }) },
    ...divergence(divergences.alpha(2)),
    ...divergence(divergences.alpha(0.5)),
  ],
  divergence: ofTwo('divergence', divergences.divergence),
  divergenceUnchecked: ofTwo('divergenceUnchecked', divergences.divergenceUnchecked),
  estimateDivergence: ofTwo('estimateDivergence', divergences.estimateDivergence, ['logP', 'logQ'], () => zeros([4])),
  optimalCritic: ofTwo('optimalCritic', divergences.optimalCritic),
  optimalDiscriminator: {
    name: 'optimalDiscriminator',
    call: divergences.optimalDiscriminator,
    args: () => ({ p: masses(), q: masses() }),
  },
  optimalOutput: ofTwo('optimalOutput', divergences.optimalOutput),
  quadrature: {
    name: 'quadrature',
    call: divergences.quadrature,
    args: () => ({ divergence: forwardKl, p: masses(), q: masses(), options: { spacing: 1 } }),
  },
  renyi: { name: 'renyi', call: divergences.renyi, args: () => ({ order: 2, p: masses(), q: masses() }) },
  renyiUnchecked: {
    name: 'renyiUnchecked',
    call: divergences.renyiUnchecked,
    args: () => ({ order: 2, p: masses(), q: masses() }),
  },
  fGan: [
    {
      name: 'fGan',
      call: divergences.fGan,
      args: () => ({ divergence: forwardKl, options: { nonSaturating: true } }),
      optional: ['options'],
    },
    ...adversarial('fGan', divergences.fGan(forwardKl)),
  ],
  variationalBound: ofTwo('variationalBound', divergences.variationalBound, ['real', 'fake'], () => zeros([2])),
};
