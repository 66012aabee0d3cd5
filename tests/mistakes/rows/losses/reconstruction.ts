import * as losses from '@latentkit/losses';
import { type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { Rows } from '../../call.ts';
import { reconstruction } from './makers.ts';

const images = [1, 16, 16, 1];
const images2 = ['first', 'second'] as const;
const features = (x: Tensor) => x;

export const rows: Rows = {
  absoluteError: reconstruction('absoluteError', losses.absoluteError),
  huber: reconstruction('huber', losses.huber, undefined, { threshold: 2 }),
  squaredError: reconstruction('squaredError', losses.squaredError),
  ssim: reconstruction('ssim', losses.ssim, images2, { windowSize: 7 }, images),
  msSsim: reconstruction('msSsim', losses.msSsim, images2, { windowSize: 7, weights: [0.5, 0.5] }, images),
  structuralDissimilarity: reconstruction(
    'structuralDissimilarity',
    losses.structuralDissimilarity,
    undefined,
    { windowSize: 7 },
    images,
  ),
  featureDistance: [
    {
      name: 'featureDistance',
      call: losses.featureDistance,
      args: () => ({ features, options: { weights: [1] } }),
      optional: ['options'],
    },
    reconstruction('featureDistance', losses.featureDistance(features)),
    {
      name: 'featureDistance',
      call: (weights: number[]) => losses.featureDistance(features, { weights }),
      args: () => ({ weights: [1] }),
      optional: ['weights'],
    },
    {
      name: 'featureDistance',
      call: (gave: Tensor) => losses.featureDistance(() => gave)(zeros([2, 3]), zeros([2, 3])),
      args: () => ({ 'what features gave': zeros([2, 3]) }),
      allowed: { 'what features gave': ['array'] },
    },
  ],
};
