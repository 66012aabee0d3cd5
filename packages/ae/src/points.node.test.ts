import { squaredErrorLikelihood } from '@latentkit/distributions';
import { key, uniform } from '@latentkit/random';
import { testTrainable } from '@latentkit/testing';
import { ae, points } from './index.ts';

// In Node alone: the same step as that of the other presets, which ae.test.ts takes to every backend.
testTrainable(
  'ae of points',
  (seed) => ae(points(), { shape: [2], latentSize: 1, seed, likelihood: squaredErrorLikelihood }),
  (index) => uniform(key(index), [4, 2]),
);
