import { testAdversarialLoss } from '@latentkit/testing';
import { average } from '../reference.test-util.ts';
import { wasserstein } from './wasserstein.ts';

testAdversarialLoss('wasserstein', wasserstein, {
  critic: (real, fake) => average(fake, (score) => score) - average(real, (score) => score),
  generator: (fake) => average(fake, (score) => -score),
  atZero: { critic: 0, generator: 0 },
});
