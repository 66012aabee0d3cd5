import { standardNormalPrior } from '@latentkit/model';
import { key, uniform } from '@latentkit/random';
import { dropoutAndBatchNorm, testAutoencoder, testBottleneck } from '@latentkit/testing';
import { aae, ae, identity, priorMatched, vectorQuantized, vqVae } from './index.ts';

const architecture = { encoder: dropoutAndBatchNorm, decoder: dropoutAndBatchNorm };
const options = { shape: [6], latentSize: 2 };
const data = (index: number) => uniform(key(index), [5, 6]);

testAutoencoder('ae', (seed) => ae(architecture, { ...options, seed }), data, { sampled: false, random: false });
testAutoencoder(
  'vqVae',
  (seed) => vqVae(architecture, { shape: [6], latentShape: [3, 2], codebookSize: 5, seed }),
  data,
  { sampled: false, random: false, weights: { commitment: 0.25 } },
);
testAutoencoder('aae', (seed) => aae(architecture, { ...options, seed }), data, { random: false });

const shapes = { latentShape: [2], shape: [6] };
testBottleneck('identity', identity, { ...shapes, random: false });
testBottleneck('vectorQuantized', vectorQuantized({ codebookSize: 5 }), {
  ...shapes,
  latentShape: [3, 2],
  random: false,
});
testBottleneck(
  'priorMatched',
  priorMatched(({ latentShape }) => standardNormalPrior(latentShape)),
  {
    ...shapes,
    random: false,
  },
);
