import { useBackend } from '@latentkit/backend';
import { assertScores } from '@latentkit/check';
import { logSumExp, max, mean, type Scalar, softplus, sub, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { average, logistic } from './float64.ts';
import { expectAveraged, testAdversarialLoss } from './testAdversarialLoss.ts';

/** −E log(exp(higher) / (exp(higher) + Σ exp(lower))), the sum over the whole batch: InfoNCE with these negatives. */
const contrast = (higher: Tensor, lower: Tensor): Scalar =>
  tidy(() => {
    // Scores less the largest: in float32 1e4 + log 2 has lost most of the log 2.
    const largest = max(lower);
    return mean<Scalar>(softplus(sub(logSumExp(sub(lower, largest)), sub(higher, largest))));
  });

const contrastive = () => ({
  critic(real: Tensor, fake: Tensor) {
    assertScores('contrastive.critic', { real, fake });
    return contrast(real, fake);
  },
  generator(fake: Tensor, real: () => Tensor) {
    assertScores('contrastive.generator', { fake });
    return contrast(fake, real());
  },
});

const reference = (higher: Float64Array, lower: Float64Array) => {
  const largest = Math.max(...lower);
  const logSum = Math.log(lower.reduce((sum, score) => sum + Math.exp(score - largest), 0));
  return average(higher, (score) => logistic(largest - score + logSum));
};

testAdversarialLoss('a contrastive loss', contrastive, {
  critic: reference,
  generator: reference,
  atZero: { critic: Math.log(4), generator: Math.log(4) },
  averaged: false,
});

describe('that a loss is averaged', () => {
  beforeAll(() => useBackend('cpu'));

  it('holds for a mean', () => expectAveraged((real, fake) => tidy(() => mean<Scalar>(sub(fake, real)))));

  it('fails for a contrastive loss, and for a sum', async () => {
    const { critic, generator } = contrastive();
    await expect(expectAveraged(critic)).rejects.toThrow();
    await expect(expectAveraged((real, fake) => generator(fake, () => real))).rejects.toThrow();
    await expect(expectAveraged((real) => sum(real))).rejects.toThrow();
  });
});
