import { grid, ring } from '@latentkit/datasets';
import { type Gan, type GanOptions, gan, pacgan, r3gan, wganGp } from '@latentkit/gan';
import { addPenalties, lazyPenalty, r1, r2, scheduledPenalty } from '@latentkit/losses';
import { adam, cosine, exponentialDecay, fanInUniform, leakyRelu, perceptron } from '@latentkit/nn';

/** A mixture of Gaussians and points of it. */
export interface Mixture {
  readonly means: readonly (readonly number[])[];
  readonly standardDeviation: number;
  readonly points: ReturnType<typeof ring<false>>;
}

/** Those of VEEGAN and PacGAN; the grid at a scale at which its coordinates have a deviation of 1, as networks like it. */
export const mixtures: Readonly<Record<string, (seed: number) => Mixture>> = {
  ring(seed) {
    const standardDeviation = 0.01;
    const points = ring({ count: 100_000, seed, radius: 1, standardDeviation });
    return { means: points.means, standardDeviation, points };
  },
  grid(seed) {
    const scale = Math.sqrt(8);
    const standardDeviation = 0.05 / scale;
    const points = grid({ count: 100_000, seed, spacing: 2 / scale, standardDeviation });
    return { means: points.means, standardDeviation, points };
  },
};

/** A GAN and how long it is trained. */
export interface Contestant {
  make(options: Pick<GanOptions, 'shape' | 'seed'>, steps: number): Gan;
  readonly steps: number;
  readonly batchSize: number;
}

/**
 * Two hidden layers of 128 in either network, leaky ReLU: smaller than those of the papers. Biases begin at random, as in
 * PyTorch, so that the kinks of the first layers lie all over the plane and not all at the origin.
 */
const recipe = (outputShape: readonly number[]) =>
  perceptron([128, 128], outputShape, {
    activation: leakyRelu(0.2),
    kernelInitializer: fanInUniform,
    biasInitializer: fanInUniform,
  });
const networks = { generator: recipe, critic: recipe };
const common = { latentSize: 64, averageDecay: 0.999 };
const plain = adam({ learningRate: 2e-4, beta1: 0.5 });
const plainOptimizers = { generatorOptimizer: plain, criticOptimizer: plain };
const annealed = (learningRate: number, steps: number) =>
  adam({ learningRate: cosine({ from: learningRate, to: learningRate / 100, steps }), beta1: 0, beta2: 0.99 });
const annealedOptimizers = (steps: number) => ({
  generatorOptimizer: annealed(5e-4, steps),
  criticOptimizer: annealed(1e-3, steps),
});
const falling = (steps: number) => exponentialDecay({ from: 1, factor: 0.001, steps });

/** By the name of the row. */
export const contestants: Readonly<Record<string, Contestant>> = {
  gan: {
    make: (options) => gan(networks, { ...options, latentSize: 64, ...plainOptimizers }),
    steps: 40_000,
    batchSize: 256,
  },
  'pacgan-2': {
    make: (options) => pacgan(networks, { ...options, latentSize: 64, ...plainOptimizers, pack: 2 }),
    steps: 40_000,
    batchSize: 256,
  },
  'pacgan-4': {
    make: (options) => pacgan(networks, { ...options, latentSize: 64, ...plainOptimizers, pack: 4 }),
    steps: 40_000,
    batchSize: 256,
  },
  'wgan-gp': {
    make: (options) => wganGp(networks, { ...options, latentSize: 64 }),
    steps: 40_000,
    batchSize: 256,
  },
  r3gan: {
    make: (options, steps) =>
      r3gan(networks, {
        ...options,
        ...common,
        penalty: scheduledPenalty(falling(steps), addPenalties(r1({ weight: 1 }), r2({ weight: 1 }))),
        ...annealedOptimizers(steps),
      }),
    steps: 30_000,
    batchSize: 256,
  },
  'gan with R1': {
    make: (options, steps) =>
      gan(networks, {
        ...options,
        ...common,
        penalty: lazyPenalty(4, scheduledPenalty(falling(steps), r1({ weight: 1 }))),
        ...annealedOptimizers(steps),
      }),
    steps: 54_000,
    batchSize: 256,
  },
};
