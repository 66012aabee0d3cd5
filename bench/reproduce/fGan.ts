/**
 * Fits one Gaussian to a mixture of two by f-GAN, for every f-divergence, and compares what the generator learns with the
 * Gaussian that quadrature finds to be nearest. What is nearest differs by divergence: the experiment of section 3 of the
 * f-GAN paper.
 *
 *   pnpm reproduce f-gan [--only forwardKl,pearson] [--seeds 1] [--steps 15000] [--critic-steps 5]
 *
 * Nowozin, Cseke & Tomioka, "f-GAN", 2016, https://arxiv.org/abs/1606.00709
 */
import { parseArgs } from 'node:util';
import { useBackend } from '@latentkit/backend';
import {
  alpha,
  type FDivergence,
  fGan,
  forwardKl,
  ganObjective,
  jensenShannon,
  neyman,
  pearson,
  quadrature,
  reverseKl,
  squaredHellinger,
  symmetricKl,
  totalVariation,
  triangular,
} from '@latentkit/divergences';
import { gan } from '@latentkit/gan';
import { adam, cosine, dense, onesInitializer, perceptron, tanh } from '@latentkit/nn';
import { foldIn, type Key, key, normal, uniform } from '@latentkit/random';
import { add, dispose, less, mul, type Scalar, type Tensor, tensor2d, tidy, where } from '@tensorflow/tfjs-core';

const divergences: Readonly<Record<string, FDivergence>> = Object.fromEntries(
  [
    forwardKl,
    reverseKl,
    symmetricKl,
    jensenShannon,
    ganObjective,
    pearson,
    neyman,
    squaredHellinger,
    totalVariation,
    triangular,
    alpha(0.3),
  ].map((divergence) => [divergence.name, divergence]),
);
const { values: options } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: Object.keys(divergences).join() },
    seeds: { type: 'string', default: '1' },
    steps: { type: 'string', default: '15000' },
    'critic-steps': { type: 'string', default: '5' },
  },
});
const steps = Number(options.steps);

/** The data: a mixture of two Gaussians. */
const data = [
  { weight: 0.4, mean: 1, deviation: 0.5 },
  { weight: 0.6, mean: 2.5, deviation: 0.7 },
] as const;

/** A Gaussian. */
interface Fit {
  readonly mean: number;
  readonly deviation: number;
}

await useBackend('wasm', { threads: 1 });
console.log('| f-divergence | seed | mean, nearest | learned | deviation, nearest | learned | apart at most |');
console.log('|---|--:|--:|--:|--:|--:|--:|');
let isWithin = true;
for (const name of options.only.split(',')) {
  const divergence = divergences[name];
  if (!divergence) {
    throw new RangeError(`f-gan: --only has ${name} but one of ${Object.keys(divergences)} was expected.`);
  }
  const nearest = await nearestGaussian(divergence);
  for (const seed of options.seeds.split(',')) {
    const learned = await learn(divergence, Number(seed));
    const apart = Math.max(
      Math.abs(learned.mean / nearest.mean - 1),
      Math.abs(learned.deviation / nearest.deviation - 1),
    );
    isWithin &&= apart <= 0.05;
    const numbers = [nearest.mean, learned.mean, nearest.deviation, learned.deviation].map((x) => x.toFixed(3));
    console.log(`| ${[name, seed, ...numbers, `${(100 * apart).toFixed(1)} %`].join(' | ')} |`);
  }
}
if (!isWithin) process.exitCode = 1;

/** The minimum of the divergence by quadrature, on a grid of Gaussians that closes in on the best. */
async function nearestGaussian(divergence: FDivergence): Promise<Fit> {
  const [from, spacing, count] = [-4, 0.02, 600];
  const points = Array.from({ length: count }, (_, i) => from + i * spacing);
  const densityOf =
    ({ mean, deviation }: Fit) =>
    (x: number) =>
      Math.exp(-(((x - mean) / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI));
  const p = points.map((x) => data.reduce((sum, part) => sum + part.weight * densityOf(part)(x), 0));
  let best: Fit = { mean: 2, deviation: 1 };
  for (let width = 0.6; width > 0.002; width /= 3) {
    const around = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1].map((share) => share * width);
    const fits = around.flatMap((m) =>
      around.map((d) => ({ mean: best.mean + m, deviation: Math.max(0.3, best.deviation + d) })),
    );
    const [ps, qs] = [tensor2d(fits.map(() => p)), tensor2d(fits.map((fit) => points.map(densityOf(fit))))];
    const value = await quadrature(divergence, ps, qs, { spacing });
    const values = await value.data();
    dispose([ps, qs, value]);
    best = fits[values.indexOf(Math.min(...values))]!;
  }
  return best;
}

/** Where the generator x = mean + deviation · z comes to rest: the average over the last tenth of the steps. */
async function learn(divergence: FDivergence, seed: number): Promise<Fit> {
  const optimizer = (learningRate: number) =>
    adam({ learningRate: cosine({ from: learningRate, to: learningRate / 20, steps }), beta1: 0.5 });
  const model = gan(
    {
      generator: () => dense(1, { kernelInitializer: onesInitializer }),
      critic: (shape) => perceptron([64, 64], shape, { activation: tanh }),
    },
    {
      shape: [1],
      latentSize: 1,
      seed,
      loss: fGan(divergence),
      criticSteps: Number(options['critic-steps']),
      generatorOptimizer: optimizer(3e-3),
      criticOptimizer: optimizer(5e-3),
    },
  );
  const [mean, deviation] = Object.entries(model.state().tensors)
    .filter(([name]) => name.startsWith('generator/'))
    .sort(([a]) => (a.endsWith('bias') ? -1 : 1))
    .map(([, tensor]) => tensor) as [Tensor, Tensor];
  const sums = { mean: 0, deviation: 0, count: 0 };
  for (let step = 0; step < steps; step++) {
    const batch = draw(1024, foldIn(key(seed), step));
    dispose([batch, ...(Object.values(model.step(batch)) as Scalar[])]);
    if (step < 0.9 * steps) continue;
    sums.mean += (await mean.data())[0]!;
    sums.deviation += Math.abs((await deviation.data())[0]!);
    sums.count++;
  }
  model.dispose();
  return { mean: sums.mean / sums.count, deviation: sums.deviation / sums.count };
}

function draw(count: number, key: Key): Tensor {
  return tidy(() => {
    const noise = normal(foldIn(key, 0), [count, 1]);
    const [a, b] = data.map(({ mean, deviation }) => add(mul(noise, deviation), mean)) as [Tensor, Tensor];
    return where(less(uniform(foldIn(key, 1), [count, 1]), data[0].weight), a, b);
  });
}
