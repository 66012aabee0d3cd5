import { type BottleneckRecipe, standardNormalPrior } from '@latentkit/model';
import type { Batch, Terms, Trainable } from '@latentkit/nn';
import type { AutoencoderTestOptions, BottleneckTestOptions, TestedAutoencoder } from '@latentkit/testing';
import {
  type AutoencoderArchitecture,
  aae,
  ae,
  contraction,
  contractiveAe,
  denoisingAe,
  gaussianNoise,
  identity,
  klSparse,
  klSparseAe,
  l1Sparse,
  mmdMatched,
  priorMatched,
  raeGp,
  raeL2,
  saltAndPepper,
  sparseAe,
  vectorQuantized,
  vectorQuantizedEma,
  vqVae,
  vqVaeEma,
  waeMmd,
} from './index.ts';

/** A model, and what is known of it. */
export interface Variant extends Omit<AutoencoderTestOptions, 'random' | 'weights'> {
  /** A new one of examples of 6 numbers. */
  readonly make: (architecture: AutoencoderArchitecture, seed: number) => TestedAutoencoder & Trainable<Batch, Terms>;
  /** The weight of each term in the loss, where it is not 1. Default none: a step has terms that are of another loss. */
  readonly weights?: Readonly<Record<string, number>>;
  /** The terms that are random in a step. Default none. */
  readonly random?: readonly string[];
  /** Whether an evaluation depends on its key. Default `false`. */
  readonly evaluatesAtRandom?: boolean;
  /** A bottleneck of its own. */
  readonly bottleneck?: readonly [recipe: BottleneckRecipe, options?: BottleneckTestOptions];
}

const options = { shape: [6], latentSize: 2 };
const vectors = { shape: [6], latentShape: [3, 2], codebookSize: 5 };
const anywhere = [-Infinity, Infinity] as const;
const prior = priorMatched(({ latentShape }) => standardNormalPrior(latentShape));

/** Every variant: all suites run on each. A new one has a row here, and a line in `aliases.ts`. */
export const variants: Readonly<Record<string, Variant>> = {
  ae: { make: (nets, seed) => ae(nets, { ...options, seed }), sampled: false, weights: {}, bottleneck: [identity] },
  'ae with noise and contraction': {
    make: (nets, seed) => {
      const regularizers = { contraction: contraction({ weight: 0.1, probes: 2 }) };
      return ae(nets, { ...options, seed, corruption: gaussianNoise({ standardDeviation: 0.1 }), regularizers });
    },
    sampled: false,
    weights: { contraction: 0.1 },
    random: ['reconstruction', 'contraction'],
    evaluatesAtRandom: true,
  },
  denoisingAe: {
    make: (nets, seed) => denoisingAe(nets, { ...options, seed }),
    sampled: false,
    weights: {},
    random: ['reconstruction'],
  },
  sparseAe: {
    make: (nets, seed) => sparseAe(nets, { ...options, seed }),
    sampled: false,
    weights: { sparsity: 0.1 },
    bottleneck: [l1Sparse({ weight: 1 })],
  },
  klSparseAe: {
    make: (nets, seed) => klSparseAe(nets, { ...options, seed }),
    sampled: false,
    weights: { sparsity: 3 },
    perExample: false,
    bottleneck: [klSparse()],
  },
  contractiveAe: {
    make: (nets, seed) => contractiveAe(nets, { ...options, seed }),
    sampled: false,
    weights: { contraction: 0.1 },
  },
  raeL2: {
    make: (nets, seed) => raeL2(nets, { ...options, seed }),
    sampled: false,
    weights: { latentNorm: 1e-4, decoderNorm: 1e-7 },
    perExample: false,
    range: anywhere,
  },
  raeGp: {
    make: (nets, seed) => raeGp(nets, { ...options, seed }),
    sampled: false,
    weights: { latentNorm: 1e-4, decoderGradient: 1e-7 },
    random: ['decoderGradient'],
    evaluatesAtRandom: true,
    range: anywhere,
  },
  waeMmd: {
    make: (nets, seed) => waeMmd(nets, { ...options, seed }),
    weights: { mmd: 10 },
    random: ['mmd'],
    evaluatesAtRandom: true,
    perExample: false,
    range: anywhere,
    bottleneck: [mmdMatched(), { random: false }],
  },
  aae: {
    make: (nets, seed) => aae(nets, { ...options, seed }) as unknown as ReturnType<Variant['make']>,
    bottleneck: [prior],
  },
  vqVae: {
    make: (nets, seed) => vqVae(nets, { ...vectors, seed }),
    sampled: false,
    weights: { commitment: 0.25, perplexity: 0 },
    bottleneck: [vectorQuantized({ codebookSize: 5 }), { latentShape: [3, 2] }],
  },
  vqVaeEma: {
    make: (nets, seed) => vqVaeEma(nets, { ...vectors, seed, corruption: saltAndPepper({ rate: 0.1 }) }),
    sampled: false,
    weights: { commitment: 0.25, perplexity: 0 },
    random: ['commitment'],
    bottleneck: [vectorQuantizedEma({ codebookSize: 5 }), { latentShape: [3, 2] }],
  },
};
