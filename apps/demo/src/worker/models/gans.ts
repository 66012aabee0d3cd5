import {
  adaptiveAugmentation,
  augmented,
  biGan as biGanOf,
  categoricalCode,
  cutout,
  dcgan,
  type GanArchitecture,
  gan as ganOf,
  infoGan as infoGanOf,
  instanceNoise,
  mlpGan,
  packing,
  pointsGan,
  residualGan,
  resnextGan,
  spectrallyNormalized,
  styleGan,
  translation,
  type View,
} from '@latentkit/gan';
import {
  type AdversarialLoss,
  addPenalties,
  type CriticPenalty,
  dragan,
  dualContrastive,
  gradientPenalty,
  hinge,
  leastSquares,
  minimax,
  nonSaturating,
  r1,
  r2,
  relativisticPaired,
  wasserstein,
} from '@latentkit/losses';
import { adam, type Batch, type Terms, type Trainable } from '@latentkit/nn';
import { concat, sigmoid, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Settings } from '../../settings.ts';
import { type BuildInputs, type Built, isPoints, sampleKey, width } from './built.ts';

const losses: Readonly<Record<Settings['adversarialLoss'], () => AdversarialLoss>> = {
  nonSaturating,
  minimax,
  leastSquares,
  hinge,
  wasserstein,
  relativisticPaired,
  dualContrastive,
};

const penalties: Readonly<Record<Settings['penalty'], () => CriticPenalty | undefined>> = {
  none: () => undefined,
  gradientPenalty: () => gradientPenalty(),
  r1: () => r1(),
  r1AndR2: () => addPenalties(r1({ weight: 1 }), r2({ weight: 1 })),
  dragan: () => dragan(),
};

const augmentations = () => [translation(), cutout({ ratio: 0.25 })];
const views: Readonly<Record<Settings['view'], () => View | undefined>> = {
  plain: () => undefined,
  packed: () => packing(2),
  noisy: () => instanceNoise(0.1),
  augmented: () => augmented(...augmentations()),
  adaptive: () => adaptiveAugmentation({ augmentations: augmentations(), examples: 50_000 }),
};

const architectures: Readonly<Record<Settings['network'], (settings: Settings) => GanArchitecture>> = {
  mlp: () => mlpGan({ hidden: [width, width] }),
  // A penalty asks for a critic that scores each example by itself.
  conv: ({ penalty }) => dcgan({ criticBatchNorm: penalty === 'none' }),
  residual: () => spectrallyNormalized(residualGan()),
  resnext: () => resnextGan(),
  style: () => styleGan(),
};

function architectureOf(settings: Settings): GanArchitecture {
  if (isPoints(settings)) return pointsGan();
  return architectures[settings.network](settings);
}

/** The options that all have, as the settings say them. */
function optionsOf({ settings, shape }: BuildInputs) {
  const { latentSize, seed, learningRate } = settings;
  const optimizer = adam({ learningRate, beta1: 0.5 });
  return {
    shape,
    latentSize,
    seed,
    loss: losses[settings.adversarialLoss](),
    penalty: penalties[settings.penalty](),
    generatorOptimizer: optimizer,
    criticOptimizer: optimizer,
  };
}

/** What a GAN has in common, in the page's terms. */
interface Model extends Trainable<Batch, Terms> {
  score(data: Tensor): Tensor;
  evaluate(data: Tensor): object;
}

function built(model: Model, terms: readonly string[], { settings }: BuildInputs, sample: Built['sample']): Built {
  return {
    trainable: model as unknown as Built['trainable'],
    terms: [...terms, ...(settings.penalty === 'none' ? [] : ['penalty'])],
    // A critic of pairs is asked about a point beside itself.
    field: (lattice) =>
      tidy(() => sigmoid(model.score(settings.view === 'packed' ? concat([lattice, lattice]) : lattice))),
    evaluate: (data) => model.evaluate(data) as ReturnType<Built['evaluate']>,
    sample,
  };
}

/** How many classes InfoGAN has. */
const CLASSES = 10;

/** How the GANs of the page are built. */
export const gans = {
  gan(inputs: BuildInputs): Built {
    const model = ganOf(architectureOf(inputs.settings), { ...optionsOf(inputs), view: views[inputs.settings.view]() });
    return built(model, ['critic', 'generator'], inputs, (count) => model.sample(count, sampleKey(inputs.settings)));
  },
  infoGan(inputs: BuildInputs): Built {
    const code = { kind: categoricalCode(CLASSES) };
    const model = infoGanOf(architectureOf(inputs.settings), {
      ...optionsOf(inputs),
      view: views[inputs.settings.view](),
      code,
    });
    const terms = ['critic', 'generator', 'guess', 'information'];
    return built(model, terms, inputs, (count) =>
      tidy(() => {
        const kind = Int32Array.from({ length: count }, (_, i) => Math.floor((i * CLASSES) / count));
        return model.sample(count, sampleKey(inputs.settings), { kind: tensor1d(kind, 'int32') });
      }),
    );
  },
  biGan(inputs: BuildInputs): Built {
    const model = biGanOf(architectureOf(inputs.settings), optionsOf(inputs));
    const sample = (count: number) => model.sample(count, sampleKey(inputs.settings));
    return { ...built(model, ['critic', 'generator'], inputs, sample), reconstruct: (data) => model.reconstruct(data) };
  },
};

export type GanName = keyof typeof gans;
