import { average, logistic, testAdversarialLoss } from '@latentkit/testing';
import { describe, expect, it } from 'vitest';
import { leastSquares } from './leastSquares.ts';
import { minimax } from './minimax.ts';
import { nonSaturating } from './nonSaturating.ts';

// In Node alone: sums of what is tested everywhere.
const smoothed = (real: Float64Array, fake: Float64Array) =>
  average(real, (score) => 0.8 * logistic(-score) + 0.2 * logistic(score)) + average(fake, logistic);
testAdversarialLoss('minimax, smoothed', () => minimax({ realLabel: 0.8 }), {
  critic: smoothed,
  generator: (fake) => -average(fake, logistic),
  atZero: { critic: 2 * Math.log(2), generator: -Math.log(2) },
});
testAdversarialLoss('nonSaturating, smoothed', () => nonSaturating({ realLabel: 0.8 }), {
  critic: smoothed,
  generator: (fake) => average(fake, (score) => logistic(-score)),
  atZero: { critic: 2 * Math.log(2), generator: Math.log(2) },
});
testAdversarialLoss('leastSquares of other targets', () => leastSquares({ real: 0.9, fake: -1, generator: 0.5 }), {
  critic: (real, fake) => average(real, (x) => (x - 0.9) ** 2) / 2 + average(fake, (x) => (x + 1) ** 2) / 2,
  generator: (fake) => average(fake, (x) => (x - 0.5) ** 2) / 2,
  atZero: { critic: 0.905, generator: 0.125 },
});

describe('targets', () => {
  it.each([0.5, 0, -1, 1.1, Number.NaN])('refuses a real label of %d', (realLabel) => {
    expect(() => minimax({ realLabel })).toThrow(`minimax: realLabel is ${realLabel} but a number above 0.5`);
    expect(() => nonSaturating({ realLabel })).toThrow(
      `nonSaturating: realLabel is ${realLabel} but a number above 0.5`,
    );
  });
  it('refuses targets that are no finite numbers', () => {
    expect(() => leastSquares({ fake: Number.NaN })).toThrow('leastSquares: fake is NaN');
    expect(() => leastSquares({ generator: Number.POSITIVE_INFINITY })).toThrow('leastSquares: generator is Infinity');
  });
});
