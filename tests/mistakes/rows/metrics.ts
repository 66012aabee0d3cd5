import * as metrics from '@latentkit/metrics';
import { ones, tensor1d, tensor2d, tensor4d } from '@tensorflow/tfjs-core';
import type { Rows } from '../call.ts';

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
  perplexity: {
    name: 'perplexity',
    call: metrics.perplexity,
    args: () => ({ indices: tensor1d([0, 1], 'int32'), codebookSize: 2 }),
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
  sharpness: { name: 'sharpness', call: metrics.sharpness, args: () => ({ images: images(), data: images() }) },
};
