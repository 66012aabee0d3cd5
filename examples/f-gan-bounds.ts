/**
 * Every f-GAN bound touches its divergence at T* and stays below it elsewhere.
 *
 *   pnpm --filter @latentkit/examples exec tsx f-gan-bounds.ts
 *
 *   E_P T − E_Q f*(T)  ≤  D(P ‖ Q),  with equality for T* = f'(p / q)
 *
 * For P and Q over five outcomes, whose expectations need no samples, the table shows the divergence and the bounds of
 * critics: the best, T*; those part of the way to it from T = f'(1), which sees no difference; and a random one.
 */
import { parseArgs } from 'node:util';
import { type BackendName, useBackend } from '@latentkit/backend';
import {
  alpha,
  divergence,
  forwardKl,
  ganObjective,
  jensenShannon,
  neyman,
  optimalCritic,
  pearson,
  reverseKl,
  squaredHellinger,
  symmetricKl,
  totalVariation,
  triangular,
} from '@latentkit/divergences';
import { key, normal } from '@latentkit/random';
import { add, mul, type Scalar, sub, sum, type Tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';

const { values: options } = parseArgs({
  options: { backend: { type: 'string', default: 'wasm' }, seed: { type: 'string', default: '1' } },
});
await useBackend(options.backend as BackendName);

const kinds = [
  ...[forwardKl, reverseKl, symmetricKl, jensenShannon, ganObjective, pearson, neyman],
  ...[squaredHellinger, totalVariation, triangular, alpha(-0.5), alpha(0.3), alpha(3)],
];
const p = tensor2d([[0.4, 0.3, 0.15, 0.1, 0.05]]);
const q = tensor2d([[0.15, 0.2, 0.15, 0.2, 0.3]]);

const shares = [1, 0.95, 0.5, 0];
const titles = ['D(P ‖ Q)', ...shares.map((share) => `${100 * share} % T*`), 'random T'];
console.log(''.padEnd(16) + titles.map((title) => title.padStart(10)).join(''));

for (const kind of kinds) {
  const { name, activation, conjugate, threshold } = kind;
  const bound = (critic: Tensor): Scalar => sum(sub(mul(p, critic), mul(q, conjugate(critic))));
  const bounds = tidy(() => {
    const best = optimalCritic(kind, p, q);
    // The domain of f* is an interval, so whatever lies between two of its slopes is in it.
    const between = shares.map((share) => bound(add(mul(best, share), threshold * (1 - share))));
    return [...between, bound(activation(normal(key(Number(options.seed)), [1, 5])))];
  });
  // Adding 0 makes 0 of −0.
  const values = [await divergence(kind, p, q), ...bounds].map(async (x) =>
    (Math.round((await x.data())[0]! * 1e5) / 1e5 + 0).toFixed(5).padStart(10),
  );
  console.log(name.padEnd(16) + (await Promise.all(values)).join(''));
}
