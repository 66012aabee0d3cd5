import { average, testAdversarialLoss } from '@latentkit/testing';
import { wasserstein } from './wasserstein.ts';

testAdversarialLoss('wasserstein', wasserstein, {
  critic: (real, fake) => average(fake, (score) => score) - average(real, (score) => score),
  generator: (fake) => average(fake, (score) => -score),
  atZero: { critic: 0, generator: 0 },
});
