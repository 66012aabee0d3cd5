/**
 * Why a GAN's divergence stops teaching: the Jensen-Shannon divergence is ln 2 as soon as two distributions do not overlap,
 * however far apart they are, and its gradient is 0. The Wasserstein distance goes on, with a gradient of 1.
 *
 *   pnpm --filter @latentkit/examples exec tsx js-saturates.ts
 *
 * P has the density (π/2) sin(πx) on [0, 1]; Q is P moved to the right by θ, and out of it from θ = 1 on.
 */
import { useBackend } from '@latentkit/backend';
import { divergenceUnchecked, jensenShannon, wasserstein1d } from '@latentkit/divergences';
import {
  add,
  clipByValue,
  cos,
  linspace,
  mul,
  type Rank,
  reshape,
  type Scalar,
  scalar,
  slice,
  sub,
  type Tensor1D,
  tensor1d,
  valueAndGrad,
} from '@tensorflow/tfjs-core';

await useBackend('wasm');

const cells = 600;
const edges = linspace(0, 6, cells + 1);

/** The exact mass of P, moved by θ, in every cell: differences of the distribution function (1 − cos πx) / 2. */
function masses(theta: Scalar) {
  const inside = clipByValue(sub(edges, theta), 0, 1);
  const below = mul(sub(1, cos(mul(inside, Math.PI))), 0.5);
  return reshape<Rank.R2>(sub(slice(below, 1, cells), slice(below, 0, cells)), [1, cells]);
}

/** Samples of P without chance: its quantiles in the middle of 1,000 equal parts. */
const samples = tensor1d(Array.from({ length: 1000 }, (_, i) => Math.acos(1 - 2 * ((i + 0.5) / 1000)) / Math.PI));

const divergence = (theta: Scalar): Scalar =>
  reshape(divergenceUnchecked(jensenShannon, masses(scalar(0)), masses(theta)), []);
const distance = (theta: Scalar): Scalar => wasserstein1d(samples, add<Tensor1D>(samples, theta));

console.log('theta   JS [nats]  slope    W1      slope');
for (const theta of [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 4]) {
  const row = [divergence, distance].flatMap((f) => {
    const { value, grad } = valueAndGrad(f)(scalar(theta));
    return [value, grad].map((result) => result.dataSync()[0]!.toFixed(4));
  });
  console.log([theta.toFixed(2), ...row].map((cell) => cell.padEnd(7)).join(' '));
}
console.log(`ln 2 is ${Math.LN2.toFixed(4)}: from theta = 1 on, JS is blind to how far Q has to go.`);
