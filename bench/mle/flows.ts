/**
 * How near normalizing flows come to densities that are known: two moons and a ring of eight Gaussians.
 *
 *   pnpm --filter @latentkit/bench flows [--steps 3000] [--only realNvp] [--data eight]
 *
 * Prints the entropy of each by quadrature, and for each flow KL(truth ‖ flow), the nats by which its mean −ln q is above the
 * entropy, on 20,000 points it has not seen. Fails where that is more than 0.05.
 */
import { parseArgs } from 'node:util';
import { useBackend } from '@latentkit/backend';
import { type Dataset, moons, ring } from '@latentkit/datasets';
import { type BijectionRecipe, coupling, splineCoupling } from '@latentkit/distributions';
import { flow } from '@latentkit/mle';
import { adam, clipByNorm, cosine } from '@latentkit/nn';
import type { Tensor } from '@tensorflow/tfjs-core';

const { values: options } = parseArgs({
  options: {
    steps: { type: 'string', default: '3000' },
    only: { type: 'string' },
    data: { type: 'string', default: '' },
  },
});
const steps = Number(options.steps);
const within = 0.05;

/** A density that is known, and its points. */
interface Truth {
  readonly data: (count: number, seed: number) => Dataset;
  readonly logProb: (x: number, y: number) => number;
  /** A box that has all but nothing outside, and the side of a cell: a quarter of the noise. */
  readonly box: readonly [left: number, right: number, bottom: number, top: number];
  readonly cell: number;
}

const noise = 0.05;
/** Midpoints of the moons' curves, 400 to each: their distance, 0.008, is a sixth of the noise. */
const places = Array.from({ length: 800 }, (_, i) => {
  const t = (Math.PI * ((i >> 1) + 0.5)) / 400;
  return i % 2 === 0 ? [Math.cos(t), Math.sin(t)] : [1 - Math.cos(t), 0.5 - Math.sin(t)];
});

const truths: Readonly<Record<string, Truth>> = {
  'two moons': {
    data: (count, seed) => moons({ count, seed, noise }),
    logProb(x, y) {
      let total = 0;
      for (const [a, b] of places) total += Math.exp(-((x - a!) ** 2 + (y - b!) ** 2) / (2 * noise ** 2));
      return Math.log(total / places.length) - Math.log(2 * Math.PI * noise ** 2);
    },
    box: [-1.3, 2.3, -0.8, 1.3],
    cell: 0.0125,
  },
  'eight Gaussians': {
    data: (count, seed) => ring({ count, seed }),
    logProb: (x, y) => eight.logProb([x, y])[0]!,
    box: [-2.7, 2.7, -2.7, 2.7],
    cell: 0.025,
  },
};
const eight = ring({ count: 1 });

/** −∫ p ln p by the midpoint rule, with ∫ p, which must be 1. */
function entropyOf({ logProb, box: [left, right, bottom, top], cell }: Truth): number {
  let [mass, entropy] = [0, 0];
  for (let x = left + cell / 2; x < right; x += cell) {
    for (let y = bottom + cell / 2; y < top; y += cell) {
      const value = logProb(x, y);
      const share = Math.exp(value) * cell ** 2;
      mass += share;
      if (share > 0) entropy -= share * value;
    }
  }
  if (Math.abs(mass - 1) > 1e-4) throw new Error(`The density has the integral ${mass}.`);
  return entropy;
}

const several = (count: number, recipe: (i: number) => BijectionRecipe) =>
  Array.from({ length: count }, (_, i) => recipe(i));
const flows: Readonly<Record<string, readonly BijectionRecipe[]>> = {
  realNvp: several(12, (i) => coupling({ swap: i % 2 === 1 })),
  spline: several(4, (i) => splineCoupling({ swap: i % 2 === 1, bins: 12, bound: 4 })),
};

await useBackend('wasm');
let isNear = true;
for (const [of, truth] of Object.entries(truths)) {
  if (!of.startsWith(options.data)) continue;
  const entropy = entropyOf(truth);
  console.log(`${of}: entropy ${entropy.toFixed(4)} nats`);
  const held = truth.data(20_000, 2).toTensor() as Tensor;
  const coordinates = await held.data();
  let known = 0;
  for (let i = 0; i < coordinates.length; i += 2) known += truth.logProb(coordinates[i]!, coordinates[i + 1]!);
  known /= coordinates.length / 2;
  for (const [name, bijections] of Object.entries(flows)) {
    if (options.only !== undefined && options.only !== name) continue;
    const optimizer = clipByNorm(5, adam({ learningRate: cosine({ from: 5e-3, to: 1e-5, steps }) }));
    const model = flow(bijections, { shape: [2], seed: 1, optimizer });
    const start = performance.now();
    await model.fit(truth.data(100_000, 1), { steps, batchSize: 512 });
    const seconds = (performance.now() - start) / 1000;
    const kl = known - (await model.score(held));
    isNear &&= kl < within;
    console.log(`  ${name}: KL ${kl.toFixed(4)} nats after ${steps} steps, ${seconds.toFixed(0)} s`);
    model.dispose();
  }
  held.dispose();
}
if (!isNear) throw new Error(`A flow is further than ${within} nats from the truth.`);
