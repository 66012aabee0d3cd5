import * as losses from '@latentkit/losses';
import { fill, zeros } from '@tensorflow/tfjs-core';
import type { Call, Rows } from '../../call.ts';
import { adversarial, divergence } from './makers.ts';

const { jeffreys, jensenShannon, kl, neyman, pearson, reverseKl, squaredHellinger, totalVariation, triangular } =
  losses;
const masses = () => fill([2, 4], 0.25);

/** Of a divergence and two tensors. */
function ofTwo(name: string, call: (...args: never[]) => unknown, [p, q] = ['p', 'q'], make = masses): Call {
  return { name, call, args: () => ({ divergence: kl, [p!]: make(), [q!]: make() }) };
}

export const rows: Rows = {
  ...Object.fromEntries(
    Object.entries({
      ganObjective: losses.ganObjective,
      jeffreys,
      jensenShannon,
      kl,
      neyman,
      pearson,
      reverseKl,
      squaredHellinger,
      totalVariation,
      triangular,
    }).map(([name, value]) => [name, divergence(value)]),
  ),
  alpha: [
    { name: 'alpha', call: losses.alpha, args: () => ({ order: 2 }) },
    ...divergence(losses.alpha(2)),
    ...divergence(losses.alpha(0.5)),
  ],
  exact: ofTwo('exact', losses.exact),
  exactUnchecked: ofTwo('exactUnchecked', losses.exactUnchecked),
  monteCarlo: ofTwo('monteCarlo', losses.monteCarlo, ['logP', 'logQ'], () => zeros([4])),
  optimalCritic: ofTwo('optimalCritic', losses.optimalCritic),
  optimalDiscriminator: {
    name: 'optimalDiscriminator',
    call: losses.optimalDiscriminator,
    args: () => ({ p: masses(), q: masses() }),
  },
  optimalOutput: ofTwo('optimalOutput', losses.optimalOutput),
  quadrature: {
    name: 'quadrature',
    call: losses.quadrature,
    args: () => ({ divergence: kl, p: masses(), q: masses(), options: { spacing: 1 } }),
  },
  renyi: { name: 'renyi', call: losses.renyi, args: () => ({ order: 2, p: masses(), q: masses() }) },
  renyiUnchecked: {
    name: 'renyiUnchecked',
    call: losses.renyiUnchecked,
    args: () => ({ order: 2, p: masses(), q: masses() }),
  },
  variational: [
    {
      name: 'variational',
      call: losses.variational,
      args: () => ({ divergence: kl, options: { nonSaturating: true } }),
      optional: ['options'],
    },
    ...adversarial('variational', losses.variational(kl)),
  ],
  variationalBound: ofTwo('variationalBound', losses.variationalBound, ['real', 'fake'], () => zeros([2])),
};
