import { average, logistic, testAdversarialLoss } from '@latentkit/testing';
import { nonSaturating } from './nonSaturating.ts';

testAdversarialLoss('nonSaturating', nonSaturating, {
  critic: (real, fake) => average(real, (score) => logistic(-score)) + average(fake, logistic),
  generator: (fake) => average(fake, (score) => logistic(-score)),
  atZero: { critic: 2 * Math.log(2), generator: Math.log(2) },
});
