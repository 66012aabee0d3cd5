import { standardNormalPrior } from '@latentkit/model';
import { chain, concatContext, type Shape } from '@latentkit/nn';
import { key, uniform } from '@latentkit/random';
import { dropoutAndBatchNorm, testAutoencoder, testBottleneck } from '@latentkit/testing';
import { tensor1d } from '@tensorflow/tfjs-core';
import { gaussian, vae } from './index.ts';

const architecture = { encoder: dropoutAndBatchNorm, decoder: dropoutAndBatchNorm };
const labelled = (shape: Shape) => chain([concatContext('label', { classes: 3 }), dropoutAndBatchNorm(shape)]);
const options = { shape: [6], latentSize: 2 };
const data = (index: number) => uniform(key(index), [5, 6]);
const label = (count: number) => ({
  label: tensor1d(
    Array.from({ length: count }, (_, i) => i % 3),
    'int32',
  ),
});

testAutoencoder('vae', (seed) => vae(architecture, { ...options, seed, beta: 2 }), data, { weights: { kl: 2 } });
testAutoencoder(
  'a conditional vae',
  (seed) => vae({ encoder: labelled, decoder: labelled }, { ...options, seed }),
  data,
  {
    context: label,
  },
);

const shapes = { latentShape: [2], shape: [6] };
testBottleneck('gaussian', gaussian(), shapes);
testBottleneck('gaussian, three samples', gaussian({ samples: 3 }), shapes);
testBottleneck(
  'gaussian, with a prior of its own',
  gaussian({ prior: ({ latentShape }) => standardNormalPrior(latentShape) }),
  shapes,
);
