import * as losses from '@latentkit/losses';
import { zeros } from '@tensorflow/tfjs-core';
import type { Rows } from '../../call.ts';
import { adversarial, factory } from './makers.ts';

const {
  dualContrastive,
  hingeMargin,
  hinge,
  leastSquares,
  logisticMargin,
  minimax,
  nonSaturating,
  relativisticAverage,
  relativisticPaired,
  squaredMargin,
  topK,
  wasserstein,
} = losses;

export const rows: Rows = {
  ...Object.fromEntries(
    Object.entries({ hinge, wasserstein }).map(([name, make]) => [
      name,
      [{ name, call: make }, ...adversarial(name, make())],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({ minimax, nonSaturating }).map(([name, make]) => [
      name,
      [factory(name, make, { realLabel: 0.9 }), ...adversarial(name, make())],
    ]),
  ),
  leastSquares: [
    factory('leastSquares', leastSquares, { real: 1, fake: 0, generator: 1 }),
    ...adversarial('leastSquares', leastSquares()),
  ],
  dualContrastive: [
    { name: 'dualContrastive', call: dualContrastive },
    ...adversarial('dualContrastive', dualContrastive(), true),
  ],
  topK: [
    { name: 'topK', call: topK, args: () => ({ share: () => 1, loss: hinge() }) },
    { name: 'topK.generator', call: topK(() => 1, hinge()).generator, args: () => ({ fake: zeros([2]) }) },
  ],
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
