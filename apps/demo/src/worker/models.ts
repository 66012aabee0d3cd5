import { ae, conv as aeConv, mlp as aeMlp, points as aePoints } from '@latentkit/ae';
import { bernoulliLikelihood, type Family, isotropicGaussian } from '@latentkit/distributions';
import { dcgan, gan, mlp as ganMlp, points as ganPoints } from '@latentkit/gan';
import {
  type AdversarialLoss,
  gradientPenalty,
  hinge,
  leastSquares,
  minimax,
  nonSaturating,
  type Penalty,
  r1,
  wasserstein,
} from '@latentkit/losses';
import { adam, type Network, type Trainable } from '@latentkit/nn';
import { foldIn, key, normal } from '@latentkit/random';
import { vae, conv as vaeConv, mlp as vaeMlp, points as vaePoints } from '@latentkit/vae';
import { add, moments, mul, type Scalar, sqrt, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { datasetChoice } from '../choices/datasets.ts';
import type { Settings } from '../settings.ts';

/** A model as the page needs it. Every tensor given is the caller's. */
export interface Built {
  readonly trainable: Trainable<Tensor>;
  readonly terms: readonly string[];
  /** How many numbers are trained. */
  readonly parameters: number;
  /** What it makes of fixed noise, the same from the first step to the last. */
  sample(count: number): Tensor;
  reconstruct?(data: Tensor): Tensor;
  judge?(data: Tensor): Tensor;
  /** The terms of the loss without a step. */
  evaluate(data: Tensor): Record<string, Scalar>;
}

const parameters = (...networks: readonly Network[]) =>
  networks.flatMap(({ variables }) => Object.values(variables)).reduce((sum, { size }) => sum + size, 0);

type Build = (settings: Settings, shape: readonly number[], reference: Tensor) => Built;

const shapeOf = (settings: Settings, shape: readonly number[]) => ({
  shape,
  latentSize: settings.latentSize,
  seed: settings.seed,
});

/** Small enough for any machine: what one waits for is to see it learn. */
const hidden = [256] as const;

const isPoints = (settings: Settings) => datasetChoice(settings.dataset).kind === 'points';

/** Grey values are chances of ink; points are seen through a Gaussian of a tenth of a unit. */
const likelihood = (settings: Settings): Family =>
  isPoints(settings) ? isotropicGaussian({ standardDeviation: 0.1 }) : bernoulliLikelihood;

/** The fixed noise e that all samples of a run are made from. */
const noise = (settings: Settings, count: number) =>
  normal(foldIn(key(settings.seed), 0x73616d70), [count, settings.latentSize]);

const losses: Readonly<Record<Settings['adversarialLoss'], () => AdversarialLoss>> = {
  nonSaturating,
  minimax,
  leastSquares,
  hinge,
  wasserstein,
};

const penalties: Readonly<Record<Settings['penalty'], () => Penalty | undefined>> = {
  none: () => undefined,
  gradientPenalty: () => gradientPenalty(),
  r1: () => r1(),
};

/** How each model is built. */
export const builders: Readonly<Record<Settings['model'], Build>> = {
  ae(settings, shape, reference) {
    const size = shapeOf(settings, shape);
    const networks = isPoints(settings)
      ? aePoints(size)
      : settings.network === 'conv'
        ? aeConv(size)
        : aeMlp({ ...size, hidden });
    const optimizer = adam({ learningRate: settings.learningRate });
    const model = ae(networks, { optimizer, likelihood: likelihood(settings) });
    return {
      trainable: model,
      parameters: parameters(networks.encoder, networks.decoder),
      terms: ['loss'],
      reconstruct: model.reconstruct,
      evaluate: model.evaluate,
      // An auto-encoder knows no distribution of codes, so we guess one: a Gaussian as wide as the codes of real data.
      sample: (count) =>
        tidy(() => {
          const { mean, variance } = moments(model.encode(reference), 0);
          return model.decode(add(mul(sqrt(variance), noise(settings, count)), mean));
        }),
    };
  },

  vae(settings, shape) {
    const size = shapeOf(settings, shape);
    const networks = isPoints(settings)
      ? vaePoints(size)
      : settings.network === 'conv'
        ? vaeConv(size)
        : vaeMlp({ ...size, hidden });
    const optimizer = adam({ learningRate: settings.learningRate });
    const model = vae(networks, { optimizer, beta: settings.beta, likelihood: likelihood(settings) });
    return {
      trainable: model,
      parameters: parameters(networks.encoder, networks.decoder),
      terms: ['loss', 'reconstruction', 'kl'],
      reconstruct: model.reconstruct,
      evaluate: (data) => model.evaluate(data),
      sample: (count) => tidy(() => model.decode(noise(settings, count))),
    };
  },

  gan(settings, shape) {
    const size = shapeOf(settings, shape);
    const networks = isPoints(settings)
      ? ganPoints(size)
      : settings.network === 'conv'
        ? dcgan(size)
        : ganMlp({ ...size, hidden: [hidden[0], hidden[0]] });
    const optimizer = adam({ learningRate: settings.learningRate, beta1: 0.5 });
    const loss = losses[settings.adversarialLoss]();
    const penalty = penalties[settings.penalty]();
    const model = gan(networks, {
      loss,
      generatorOptimizer: optimizer,
      criticOptimizer: optimizer,
      ...(penalty && { penalty }),
    });
    const sample = (count: number) => tidy(() => model.decode(noise(settings, count)));
    return {
      trainable: model,
      parameters: parameters(networks.generator, networks.critic),
      terms: ['critic', 'generator', ...(penalty ? ['penalty'] : [])],
      judge: model.judge,
      sample,
      evaluate: (data) =>
        tidy(() => {
          const real = model.judge(data);
          const fake = model.judge(sample(data.shape[0]!));
          return { critic: loss.critic(real, fake), generator: loss.generator(fake, () => real) };
        }),
    };
  },
};
