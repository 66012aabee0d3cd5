import {
  bernoulliLikelihood,
  categoricalPixels,
  chainBijections,
  continuousBernoulliLikelihood,
  discretizedLogisticMixture,
  type Family,
  gaussianLikelihood,
  iaf,
  isotropicGaussian,
  learnedGaussian,
  planar,
} from '@latentkit/distributions';
import { type AutoencoderArchitecture, type BottleneckRecipe, standardNormalPrior } from '@latentkit/model';
import type { Batch } from '@latentkit/nn';
import { key, uniform } from '@latentkit/random';
import {
  type AutoencoderTestOptions,
  dropoutAndBatchNorm,
  testAutoencoder,
  testBottleneck,
  testTrainable,
} from '@latentkit/testing';
import { tensor1d } from '@tensorflow/tfjs-core';
import {
  betaTcVae,
  betaVae,
  capacityVae,
  conditionalVae,
  factorVae,
  flowPosterior,
  flowPosteriorVae,
  freeBitsVae,
  gaussian,
  hierarchicalGaussian,
  hierarchicalVae,
  importanceWeighted,
  infoVae,
  iwae,
  klCapacity,
  klFreeBits,
  ladder,
  minibatchStratified,
  mlp,
  mmdGaussian,
  notesGaussian,
  notesVae,
  totalCorrelation,
  vae,
  vaeGan,
} from './index.ts';

const options = { shape: [6], latentSize: 2 };
const data = (index: number) => uniform(key(index), [4, 6]);

type Variant = (architecture: AutoencoderArchitecture, seed: number) => ReturnType<typeof vae>;
const own =
  <O extends object>(
    make: (architecture: AutoencoderArchitecture, given: typeof options & { seed: number } & O) => unknown,
    more: O,
  ) =>
  (architecture: AutoencoderArchitecture, seed: number) =>
    make(architecture, { ...options, seed, ...more }) as ReturnType<typeof vae>;

const planes = chainBijections([planar, planar]);
const levels = [
  { size: 2, hidden: [8] },
  { size: 1, hidden: [8] },
];
/** Every published variant: how it is made, the weights of its terms, and what does not hold for it. */
const variants: Readonly<
  Record<string, readonly [make: Variant, weights: AutoencoderTestOptions['weights'], more?: AutoencoderTestOptions]>
> = {
  notesVae: [own(notesVae, { weight: 0.5 }), { regularizer: 0.5 }],
  betaVae: [own(betaVae, { beta: 2 }), { kl: 2 }],
  capacityVae: [own(capacityVae, { capacity: 3, beta: 2 }), { kl: 0, regularizer: 2 }, { perExample: false }],
  freeBitsVae: [own(freeBitsVae, { minimum: 0.1 }), { kl: 0, regularizer: 1 }, { perExample: false }],
  flowPosteriorVae: [own(flowPosteriorVae, { bijection: planes, beta: 2 }), { kl: 2 }],
  hierarchicalVae: [own(hierarchicalVae, { levels, beta: 2 }), { kl: 2, kl1: 0, kl2: 0, kl3: 0 }],
  'hierarchicalVae of a ladder': [
    own(hierarchicalVae, { levels, inference: ladder }),
    { kl: 1, kl1: 0, kl2: 0, kl3: 0 },
  ],
  iwae: [own(iwae, { samples: 3 }), false],
  'iwae, doubly reparameterised': [own(iwae, { samples: 3, doublyReparameterized: true }), false],
  betaTcVae: [
    own(betaTcVae, { datasetSize: 50, alpha: 2, beta: 3, gamma: 4 }),
    { mutualInformation: 2, totalCorrelation: 3, dimensionwiseKl: 4 },
  ],
  'betaTcVae, stratified': [
    own(betaTcVae, { datasetSize: 50, estimator: minibatchStratified }),
    { totalCorrelation: 6 },
  ],
  factorVae: [own(factorVae, { gamma: 3 }), { totalCorrelation: 3, critic: 0 }],
  vaeGan: [own(vaeGan, { featureSize: 5 }), { generator: 0, critic: 0 }],
  infoVae: [own(infoVae, { alpha: 0.5, lambda: 3 }), { kl: 0.5, mmd: 2.5 }, { perExample: false }],
};

/** Every likelihood trains, whose decoders differ. */
const likelihoods: Readonly<Record<string, Family>> = {
  bernoulli: bernoulliLikelihood,
  'continuous Bernoulli': continuousBernoulliLikelihood,
  'Gaussian of variance 1': gaussianLikelihood,
  'Gaussian of a variance': isotropicGaussian({ standardDeviation: 0.1 }),
  'Gaussian of a learnt variance': learnedGaussian({ minimumStandardDeviation: 0.01 }),
  'discretised logistic mixture': discretizedLogisticMixture({ mixtures: 2, levels: 16 }),
  categorical: categoricalPixels({ levels: 4 }),
};

const bottlenecks: Readonly<Record<string, BottleneckRecipe>> = {
  gaussian: gaussian(),
  'gaussian, three samples': gaussian({ samples: 3 }),
  'gaussian, with a prior of its own': gaussian({ prior: ({ latentShape }) => standardNormalPrior(latentShape) }),
  'gaussian, of a capacity': gaussian({ regularizer: klCapacity(1) }),
  'gaussian, with free bits': gaussian({ regularizer: klFreeBits(0.1), samples: 2 }),
  'flowPosterior, planar': flowPosterior(planes),
  'flowPosterior, with vectors of the encoder': flowPosterior(iaf({ hidden: [8], conditions: { features: 4 } }), {
    samples: 3,
  }),
  'flowPosterior, with a prior of its own and free bits': flowPosterior(planar, {
    prior: ({ latentShape }) => standardNormalPrior(latentShape),
    regularizer: klFreeBits(0.1),
  }),
  hierarchicalGaussian: hierarchicalGaussian({ levels }),
  'hierarchicalGaussian, a ladder of two samples': hierarchicalGaussian({ levels, inference: ladder, samples: 2 }),
  'hierarchicalGaussian, with a prior of its own': hierarchicalGaussian({
    levels,
    prior: ({ latentShape }) => standardNormalPrior(latentShape),
  }),
  'importanceWeighted, of a hierarchy': importanceWeighted({
    samples: 3,
    bottleneck: hierarchicalGaussian({ levels, inference: ladder }),
  }).bottleneck,
  'importanceWeighted, of a flow': importanceWeighted({ samples: 3, bottleneck: flowPosterior(planes) }).bottleneck,
  notesGaussian: notesGaussian(),
  'importanceWeighted, one gradient': importanceWeighted({ samples: 3 }).bottleneck,
  totalCorrelation: totalCorrelation({ datasetSize: 20 }),
  mmdGaussian: mmdGaussian(),
};

const small = () => mlp({ hidden: [8] });
const noisy = () => ({ encoder: dropoutAndBatchNorm, decoder: dropoutAndBatchNorm });

for (const [name, [make, weights, more = {}]] of Object.entries(variants)) {
  testTrainable(name, (seed) => make(small(), seed), data, weights ? { weights } : {});
  testAutoencoder(name, (seed) => make(noisy(), seed), data, { ...more, ...(weights !== undefined && { weights }) });
}

for (const [name, likelihood] of Object.entries(likelihoods)) {
  testTrainable(`vae, ${name}`, (seed) => vae(small(), { ...options, seed, likelihood }), data);
}

for (const [name, bottleneck] of Object.entries(bottlenecks)) {
  testBottleneck(name, bottleneck, { latentShape: [2], shape: [6] });
}

const labels = (index: number): Batch => ({ data: data(index), label: tensor1d([0, 2, 1, index % 3], 'int32') });
testTrainable(
  'conditionalVae',
  (seed) =>
    conditionalVae((given) => mlp({ hidden: [8], ...given }), {
      ...options,
      seed,
      conditions: { label: { classes: 3 } },
    }),
  labels,
);
