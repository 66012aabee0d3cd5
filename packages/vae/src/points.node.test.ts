import { isotropicGaussian } from '@latentkit/distributions';
import { key, uniform } from '@latentkit/random';
import { testTrainable } from '@latentkit/testing';
import { points, vae } from './index.ts';

// In Node alone: the same step as that of the other presets, which vae.test.ts takes to every backend.
testTrainable(
  'vae of points',
  (seed) =>
    vae(points(), {
      shape: [2],
      latentSize: 2,
      seed,
      likelihood: isotropicGaussian({ standardDeviation: 0.1 }),
      beta: 0.5,
    }),
  (index) => uniform(key(index), [4, 2]),
);
