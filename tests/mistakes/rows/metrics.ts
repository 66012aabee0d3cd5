import * as metrics from '@latentkit/metrics';
import { key } from '@latentkit/random';
import { ones, tensor1d, tensor2d, tensor4d } from '@tensorflow/tfjs-core';
import type { Rows } from '../call.ts';
import { rows as randomRows } from './random.ts';

const latents = () =>
  tensor2d([
    [1, 2],
    [3, 5],
  ]);
const images = () => tensor4d([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], [1, 4, 3, 1]);

export const rows: Rows = {
  activeUnits: {
    name: 'activeUnits',
    call: metrics.activeUnits,
    args: () => ({ means: latents(), options: { threshold: 0.1 } }),
    optional: ['options'],
  },
  frechetDistance: {
    name: 'frechetDistance',
    call: metrics.frechetDistance,
    args: () => ({ real: latents(), generated: latents() }),
  },
  inceptionScore: {
    name: 'inceptionScore',
    call: metrics.inceptionScore,
    args: () => ({ probabilities: tensor2d([[0.5, 0.5]]), options: { splits: 1 } }),
    optional: ['options'],
  },
  key: randomRows.key!,
  kernelDistance: {
    name: 'kernelDistance',
    call: metrics.kernelDistance,
    args: () => ({
      real: latents(),
      generated: latents(),
      options: { key: key(1), subsets: 2, subsetSize: 2 },
    }),
  },
  mind: {
    name: 'mind',
    call: metrics.mind,
    args: () => ({ real: latents(), generated: latents(), options: { key: key(1), projections: 1 } }),
  },
  modeCoverage: {
    name: 'modeCoverage',
    call: metrics.modeCoverage,
    args: () => ({ samples: latents(), modes: latents(), options: { standardDeviation: 1, within: 3 } }),
  },
  mutualInformationGap: {
    name: 'mutualInformationGap',
    call: metrics.mutualInformationGap,
    args: () => ({
      latents: latents(),
      factors: tensor2d([[0], [1]], undefined, 'int32'),
      options: { bins: 2 },
    }),
    optional: ['options'],
  },
  nearestReal: {
    name: 'nearestReal',
    call: metrics.nearestReal,
    args: () => ({ real: latents(), generated: latents() }),
  },
  perplexity: {
    name: 'perplexity',
    call: metrics.perplexity,
    args: () => ({ indices: tensor1d([0, 1], 'int32'), codebookSize: 2 }),
  },
  precisionRecall: {
    name: 'precisionRecall',
    call: metrics.precisionRecall,
    args: () => ({ real: latents(), generated: latents(), options: { neighbours: 1 } }),
    optional: ['options'],
  },
  reconstructionError: {
    name: 'reconstructionError',
    call: metrics.reconstructionError,
    args: () => ({ data: ones([2, 2]), reconstruction: ones([2, 2]), options: { kind: 'squared' } }),
    optional: ['options'],
  },
  sapScore: {
    name: 'sapScore',
    call: metrics.sapScore,
    args: () => ({ latents: latents(), factors: latents() }),
  },
  statisticallyDifferentBins: {
    name: 'statisticallyDifferentBins',
    call: metrics.statisticallyDifferentBins,
    args: () => ({ real: latents(), generated: latents(), options: { key: key(1), bins: 2 } }),
  },
  sharpness: { name: 'sharpness', call: metrics.sharpness, args: () => ({ images: images(), data: images() }) },
};
