import { average, logistic, testAdversarialLoss } from '@latentkit/testing';
import { minimax } from './minimax.ts';

testAdversarialLoss('minimax', minimax, {
  critic: (real, fake) => average(real, (score) => logistic(-score)) + average(fake, logistic),
  generator: (fake) => -average(fake, logistic),
  atZero: { critic: 2 * Math.log(2), generator: -Math.log(2) },
});
