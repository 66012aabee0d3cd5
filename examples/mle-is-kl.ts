/**
 * A lesson: maximising likelihood is minimising KL(P_data ‖ P_G).
 *
 *   pnpm --filter @latentkit/examples exec tsx mle-is-kl.ts --iterations 24 --seed 1
 *
 *   KL(P‖Q) = E_P[ln P − ln Q] = −E_P[ln Q] − H(P)
 *
 * H(P), the entropy of the data, is out of the model's hands. So what a model loses in −log-likelihood it loses in KL, nat
 * for nat. Here P is a mixture that we know, Q one that expectation maximisation fits to points drawn from it, and after
 * every iteration the two sides are computed without one another: the left by quadrature on a grid, without a sample; the
 * right from the sample, without P but for its entropy.
 */
import { parseArgs } from 'node:util';
import { type BackendName, useBackend } from '@latentkit/backend';
import { type GaussianMixture, gaussianMixture } from '@latentkit/mle';
import { key } from '@latentkit/random';
import { type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';

const { values: options } = parseArgs({
  options: {
    points: { type: 'string', default: '20000' },
    iterations: { type: 'string', default: '24' },
    seed: { type: 'string', default: '1' },
    backend: { type: 'string', default: 'wasm' },
  },
});
const [count, iterations, seed] = [options.points, options.iterations, options.seed].map(Number) as [
  number,
  number,
  number,
];

await useBackend(options.backend as BackendName);
const truth = gaussianMixture({
  shape: [2],
  components: 3,
  seed,
  initial: {
    weights: [0.5, 0.3, 0.2],
    means: [
      [-2, 0],
      [2, 1.5],
      [1, -2.5],
    ],
    covariances: [
      [
        [0.8, 0.5],
        [0.5, 0.6],
      ],
      [
        [0.5, -0.2],
        [-0.2, 0.9],
      ],
      [
        [1.2, 0],
        [0, 0.2],
      ],
    ],
  },
});
const model = gaussianMixture({ shape: [2], components: 3, seed });
const data = truth.sample(count, key(seed));

// A grid so wide that nothing of P is outside, and so fine that the midpoint rule is exact to many digits.
const [reach, cells] = [10, 250];
const step = (2 * reach) / cells;
const middle = (cell: number) => -reach + (cell + 0.5) * step;
const grid: Tensor2D = tensor2d(
  Float32Array.from({ length: 2 * cells * cells }, (_, at) =>
    middle(at % 2 === 0 ? Math.floor(at / 2 / cells) : Math.floor(at / 2) % cells),
  ),
  [cells * cells, 2],
);

async function logProb(of: GaussianMixture, points: Tensor): Promise<Float32Array> {
  const values = of.logProb(points);
  const read = (await values.data()) as Float32Array;
  values.dispose();
  return read;
}

/** ∫ P(x) f(x) dx */
const logP = await logProb(truth, grid);
const expectation = (f: (cell: number) => number) =>
  logP.reduce((sum, value, cell) => sum + Math.exp(value) * f(cell) * step ** 2, 0);

const entropy = -expectation((cell) => logP[cell]!);
console.log(
  `entropy of the data: ${entropy.toFixed(4)} nats; the grid holds ${expectation(() => 1).toFixed(6)} of its mass`,
);
console.log('iteration | -log-likelihood | minus entropy | KL(P||Q) by quadrature | difference in standard errors');

for await (const event of model.expectationMaximization(data, { warmStart: true, iterations, tolerance: 0 })) {
  if (event.type === 'fitted') break;
  const logQ = await logProb(model, grid);
  const divergence = expectation((cell) => logP[cell]! - logQ[cell]!);
  // The spread of what the log-likelihood is the mean of says how far from its expectation that mean may be.
  const each = await logProb(model, data);
  const variance = each.reduce((sum, value) => sum + (value - event.logLikelihood) ** 2, 0) / (count - 1);
  const standardError = Math.sqrt(variance / count);
  const excess = -event.logLikelihood - entropy;
  const numbers = [-event.logLikelihood, excess, divergence].map((value) => value.toFixed(4));
  console.log(
    [
      String(event.iteration).padStart(9),
      numbers[0]!.padStart(15),
      numbers[1]!.padStart(13),
      numbers[2]!.padStart(22),
      ((excess - divergence) / standardError).toFixed(2).padStart(29),
    ].join(' | '),
  );
}
console.log('What the likelihood gains is what the divergence loses: maximum likelihood is minimum KL.');
