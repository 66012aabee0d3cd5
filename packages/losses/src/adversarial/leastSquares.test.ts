import { average, testAdversarialLoss } from '@latentkit/testing';
import { leastSquares } from './leastSquares.ts';

testAdversarialLoss('leastSquares', leastSquares, {
  critic: (real, fake) => 0.5 * average(real, (score) => (score - 1) ** 2) + 0.5 * average(fake, (score) => score ** 2),
  generator: (fake) => 0.5 * average(fake, (score) => (score - 1) ** 2),
  atZero: { critic: 0.5, generator: 0.5 },
});
