import { testAdversarialLoss } from '@latentkit/testing';
import { average } from '../reference.test-util.ts';
import { hinge } from './hinge.ts';

testAdversarialLoss('hinge', hinge, {
  critic: (real, fake) =>
    average(real, (score) => Math.max(0, 1 - score)) + average(fake, (score) => Math.max(0, 1 + score)),
  generator: (fake) => average(fake, (score) => -score),
  atZero: { critic: 2, generator: 0 },
});
