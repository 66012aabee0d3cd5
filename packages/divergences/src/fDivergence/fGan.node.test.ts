import { average, testAdversarialLoss } from '@latentkit/testing';
import { fGan } from './fGan.ts';
import { references, single } from './reference.test-util.ts';

for (const { divergence, activation, composed } of references) {
  const g = (v: number) => single(activation(v));
  const c = (v: number) => single(composed(v));
  const critic = (real: Float64Array, fake: Float64Array) => average(fake, c) - average(real, g);
  testAdversarialLoss(`fGan(${divergence.name})`, () => fGan(divergence), {
    critic,
    generator: (fake) => -average(fake, c),
    atZero: { critic: c(0) - g(0), generator: -c(0) },
  });
  testAdversarialLoss(`fGan(${divergence.name}, nonSaturating)`, () => fGan(divergence, { nonSaturating: true }), {
    critic,
    generator: (fake) => -average(fake, g),
    atZero: { critic: c(0) - g(0), generator: -g(0) },
  });
}
