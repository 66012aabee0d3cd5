import { dcgan, type GanArchitecture, gan as ganOf, mlpGan, pointsGan } from '@latentkit/gan';
import {
  type AdversarialLoss,
  addPenalties,
  gradientPenalty,
  hinge,
  leastSquares,
  minimax,
  nonSaturating,
  type Penalty,
  r1,
  r2,
  relativisticPaired,
  wasserstein,
} from '@latentkit/losses';
import { adam } from '@latentkit/nn';
import { sigmoid, tidy } from '@tensorflow/tfjs-core';
import type { Settings } from '../../settings.ts';
import { type BuildInputs, type Built, isPoints, sampleKey, width } from './built.ts';

const losses: Readonly<Record<Settings['adversarialLoss'], () => AdversarialLoss>> = {
  nonSaturating,
  minimax,
  leastSquares,
  hinge,
  wasserstein,
  relativisticPaired,
};

const penalties: Readonly<Record<Settings['penalty'], () => Penalty | undefined>> = {
  none: () => undefined,
  gradientPenalty: () => gradientPenalty(),
  r1: () => r1(),
  r1AndR2: () => addPenalties(r1({ weight: 1 }), r2({ weight: 1 })),
};

function architectureOf(settings: Settings): GanArchitecture {
  if (isPoints(settings)) return pointsGan();
  return settings.network === 'conv' ? dcgan() : mlpGan({ hidden: [width, width] });
}

/** How the GANs of the page are built. */
export const gans = {
  gan({ settings, shape }: BuildInputs): Built {
    const { latentSize, seed, learningRate } = settings;
    const optimizer = adam({ learningRate, beta1: 0.5 });
    const penalty = penalties[settings.penalty]();
    const model = ganOf(architectureOf(settings), {
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
      field: (lattice) => tidy(() => sigmoid(model.score(lattice))),
      evaluate: (data) => model.evaluate(data),
      sample: (count) => model.sample(count, sampleKey(settings)),
    };
  },
};

export type GanName = keyof typeof gans;
