import { type AutoencoderArchitecture, ae, conv, mlp, points } from '@latentkit/ae';
import { dcgan, type GanArchitecture, gan, mlpGan, pointsGan } from '@latentkit/gan';
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
import { adam, type Trainable } from '@latentkit/nn';
import { foldIn, key, normal } from '@latentkit/random';
import { vae } from '@latentkit/vae';
import { add, moments, mul, type Scalar, sqrt, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { datasetChoice } from '../choices/datasets.ts';
import type { Settings } from '../settings.ts';

type Scalars = Readonly<Record<string, Scalar>>;

/** A model as the page needs it. Every tensor given is the caller's. */
export interface Built {
  readonly trainable: Trainable<Tensor, Scalars>;
  readonly terms: readonly string[];
  /** What it generates from fixed noise, the same from the first step to the last. */
  sample(count: number): Tensor;
  reconstruct?(data: Tensor): Tensor;
  score?(data: Tensor): Tensor;
  /** The terms of the loss without a step. */
  evaluate(data: Tensor): Scalars;
}

type Build = (settings: Settings, shape: readonly number[], reference: Tensor) => Built;

/** Small enough for any machine: what one waits for is to see it learn. */
const width = 256;

const isPoints = (settings: Settings) => datasetChoice(settings.dataset).kind === 'points';

function autoencoderArchitecture(settings: Settings): AutoencoderArchitecture {
  if (isPoints(settings)) return points();
  return settings.network === 'conv' ? conv() : mlp({ hidden: [width] });
}

function ganArchitecture(settings: Settings): GanArchitecture {
  if (isPoints(settings)) return pointsGan();
  return settings.network === 'conv' ? dcgan() : mlpGan({ hidden: [width, width] });
}

const autoencoderOptions = (settings: Settings, shape: readonly number[]) => ({
  shape,
  latentSize: settings.latentSize,
  seed: settings.seed,
  optimizer: adam({ learningRate: settings.learningRate }),
});

/** All samples of a run come from the same key. */
const sampleKey = (settings: Settings) => foldIn(key(settings.seed), 0x73616d70);

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
    const model = ae(autoencoderArchitecture(settings), autoencoderOptions(settings, shape));
    return {
      trainable: model,
      terms: ['loss'],
      reconstruct: model.reconstruct,
      evaluate: (data) => model.evaluate(data),
      // An auto-encoder has no distribution of latents, so we guess one: a Gaussian as wide as the latents of real data.
      sample: (count) =>
        tidy(() => {
          const { mean, variance } = moments(model.encode(reference), 0);
          const noise = normal(sampleKey(settings), [count, settings.latentSize]);
          return model.decode(add(mul(sqrt(variance), noise), mean));
        }),
    };
  },

  vae(settings, shape) {
    const { beta } = settings;
    const model = vae(autoencoderArchitecture(settings), { ...autoencoderOptions(settings, shape), beta });
    return {
      trainable: model,
      terms: ['loss', 'reconstruction', 'kl'],
      reconstruct: model.reconstruct,
      evaluate: (data) => model.evaluate(data),
      sample: (count) => model.sample(count, sampleKey(settings)),
    };
  },

  gan(settings, shape) {
    const { latentSize, seed, learningRate } = settings;
    const optimizer = adam({ learningRate, beta1: 0.5 });
    const penalty = penalties[settings.penalty]();
    const model = gan(ganArchitecture(settings), {
      shape,
      latentSize,
      seed,
      loss: losses[settings.adversarialLoss](),
      penalty,
      generatorOptimizer: optimizer,
      criticOptimizer: optimizer,
    });
    return {
      trainable: model,
      terms: ['critic', 'generator', ...(penalty ? ['penalty'] : [])],
      score: model.score,
      evaluate: (data) => model.evaluate(data),
      sample: (count) => model.sample(count, sampleKey(settings)),
    };
  },
};
