import {
  aae,
  ae,
  contractiveAe,
  conv as convAe,
  denoisingAe,
  klSparseAe,
  masking,
  mlp as mlpAe,
  raeGp,
  raeL2,
  sparseAe,
  vqVae,
  vqVaeEma,
  waeMmd,
} from '@latentkit/ae';
import { chainBijections, planar } from '@latentkit/distributions';
import { adam, linear } from '@latentkit/nn';
import {
  betaTcVae,
  capacityVae,
  conv,
  factorVae,
  flowPosteriorVae,
  freeBitsVae,
  hierarchicalVae,
  infoVae,
  iwae,
  ladder,
  mixturePrior,
  mlp,
  notesVae,
  vae,
  vaeGan,
  vampPrior,
} from '@latentkit/vae';
import type { Variant } from './variant.ts';

const shape = [28, 28, 1];
const options = { shape, latentSize: 20 };
const bound = { term: 'loss', within: { nats: 1 }, generates: true } as const;
const planes = chainBijections(Array.from({ length: 8 }, () => planar));
const quarter = masking({ rate: 0.25 });
const reconstruction = { term: 'reconstruction', within: { part: 0.02 } } as const;
const generator = { ...reconstruction, generates: true } as const;

/** By the names of their twins in `pytorch/variants.py`. */
export const variants: Readonly<Record<string, Variant>> = {
  vae: { make: (seed) => vae(mlp(), { ...options, seed }), ...bound },
  'β-vae': { make: (seed) => vae(mlp(), { ...options, seed, beta: 4 }), ...bound },
  'conditional vae': {
    make: (seed) => vae(mlp({ conditions: { label: { classes: 10 } } }), { ...options, seed }),
    labels: true,
    ...bound,
  },
  iwae: { make: (seed) => iwae(mlp(), { ...options, seed }), ...bound },
  'vamp-prior': {
    make: (seed) => vae(mlp(), { ...options, seed, prior: vampPrior({ components: 100 }) }),
    ...bound,
  },
  'mixture-prior': {
    make: (seed) => vae(mlp(), { ...options, seed, prior: mixturePrior({ components: 20 }) }),
    ...bound,
  },
  'free-bits vae': { make: (seed) => freeBitsVae(mlp(), { ...options, seed }), ...bound },
  'capacity vae': {
    make: (seed) =>
      capacityVae(mlp(), { ...options, seed, beta: 10, capacity: linear({ from: 0, to: 25, steps: 1000 }) }),
    ...generator,
  },
  'notes vae': { make: (seed) => notesVae(mlp(), { ...options, seed }), ...bound },
  'β-tc-vae': { make: (seed) => betaTcVae(mlp(), { ...options, seed, datasetSize: 9003 }), ...generator },
  'info-vae': { make: (seed) => infoVae(mlp(), { ...options, seed }), ...generator },
  'factor-vae': { make: (seed) => factorVae(mlp(), { ...options, seed }), ...generator },
  'vae-gan': {
    make: (seed) => vaeGan(mlp(), { ...options, seed }),
    sheet: (seed) => vaeGan(conv(), { ...options, seed, optimizer: adam({ learningRate: 2e-4, beta1: 0.5 }) }),
    ...generator,
  },
  'flow posterior': {
    make: (seed) => flowPosteriorVae(mlp(), { ...options, seed, bijection: planes }),
    ...bound,
  },
  hierarchical: { make: (seed) => hierarchicalVae(mlp(), { ...options, seed, levels: [{ size: 10 }] }), ...bound },
  ladder: {
    make: (seed) => hierarchicalVae(mlp(), { ...options, seed, levels: [{ size: 10 }], inference: ladder }),
    ...bound,
  },
  ae: { make: (seed) => ae(mlpAe(), { ...options, seed }), ...reconstruction },
  'conv ae': { make: (seed) => ae(convAe(), { ...options, seed }), ...reconstruction },
  'denoising ae': {
    make: (seed) => denoisingAe(mlpAe(), { ...options, seed, corruption: quarter }),
    corrupts: quarter,
    ...reconstruction,
  },
  'sparse ae': { make: (seed) => sparseAe(mlpAe(), { shape, latentSize: 64, seed }), ...reconstruction },
  'kl-sparse ae': { make: (seed) => klSparseAe(mlpAe(), { shape, latentSize: 64, seed }), ...reconstruction },
  'contractive ae': {
    make: (seed) => contractiveAe(mlpAe(), { ...options, seed }),
    sheet: (seed) => contractiveAe(mlpAe(), { ...options, seed, probes: 1 }),
    ...reconstruction,
  },
  'rae-l2': { make: (seed) => raeL2(mlpAe(), { ...options, seed }), ...reconstruction },
  'rae-gp': { make: (seed) => raeGp(mlpAe(), { ...options, seed }), ...reconstruction },
  'wae-mmd': { make: (seed) => waeMmd(mlpAe(), { ...options, seed }), ...generator },
  aae: { make: (seed) => aae(mlpAe(), { ...options, seed }), ...generator },
  'vq-vae': {
    make: (seed) => vqVae(mlpAe(), { shape, latentShape: [16, 8], codebookSize: 64, seed }),
    ...reconstruction,
  },
  'vq-vae-ema': {
    make: (seed) => vqVaeEma(mlpAe(), { shape, latentShape: [16, 8], codebookSize: 64, seed }),
    ...reconstruction,
  },
};
