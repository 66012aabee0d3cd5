import * as losses from '@latentkit/losses';
import { zeros } from '@tensorflow/tfjs-core';
import type { Rows } from '../../call.ts';
import { adversarial } from './makers.ts';

const {
  hingeMargin,
  hinge,
  leastSquares,
  logisticMargin,
  minimax,
  nonSaturating,
  relativisticAverage,
  relativisticPaired,
  squaredMargin,
  wasserstein,
} = losses;

export const rows: Rows = {
  ...Object.fromEntries(
    Object.entries({ hinge, leastSquares, minimax, nonSaturating, wasserstein }).map(([name, make]) => [
      name,
      [{ name, call: make }, ...adversarial(name, make())],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({ hingeMargin, logisticMargin, squaredMargin }).map(([name, call]) => [
      name,
      { name, call, args: () => ({ margin: zeros([2]) }) },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({ relativisticAverage, relativisticPaired }).map(([name, make]) => [
      name,
      [
        { name, call: make, args: () => ({ marginLoss: hingeMargin }), optional: ['marginLoss'] },
        ...adversarial(name, make(), true),
      ],
    ]),
  ),
};
