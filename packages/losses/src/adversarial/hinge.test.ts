import { average, testAdversarialLoss } from '@latentkit/testing';
import { hinge } from './hinge.ts';

testAdversarialLoss('hinge', hinge, {
  critic: (real, fake) =>
    average(real, (score) => Math.max(0, 1 - score)) + average(fake, (score) => Math.max(0, 1 + score)),
  generator: (fake) => average(fake, (score) => -score),
  atZero: { critic: 2, generator: 0 },
});
