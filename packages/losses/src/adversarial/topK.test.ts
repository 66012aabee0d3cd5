import { average, logistic, onEveryBackend, testAdversarialLoss } from '@latentkit/testing';
import { grad, ones, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { nonSaturating } from './nonSaturating.ts';
import { topK } from './topK.ts';
import { wasserstein } from './wasserstein.ts';

const highest = (scores: Float64Array) => [...scores].sort((a, b) => b - a).slice(0, Math.ceil(scores.length / 2));

testAdversarialLoss('topK', () => topK(() => 0.5, nonSaturating()), {
  critic: (real, fake) => average(real, (score) => logistic(-score)) + average(fake, logistic),
  generator: (fake) => average(Float64Array.from(highest(fake)), (score) => logistic(-score)),
  atZero: { critic: 2 * Math.log(2), generator: Math.log(2) },
});

onEveryBackend(() => {
  it('lets only the highest scores learn, more of them by the schedule', async () => {
    const loss = topK((step) => 1 / (step + 1), wasserstein());
    const slopes = async (step: number) => {
      const slope = grad((fake) => loss.generator(fake, () => fake, step));
      return [...(await slope(tensor2d([[3], [-1], [5], [0]])).data())];
    };
    expect(await slopes(0)).toEqual([-0.25, -0.25, -0.25, -0.25]);
    expect(await slopes(1)).toEqual([-0.5, 0, -0.5, 0]);
    expect(await slopes(9)).toEqual([0, 0, -1, 0]);
  });
});

describe('topK', () => {
  it.each([0, -1, 1.5, Number.NaN])('refuses a share of %d', (share) => {
    const loss = topK((step) => (step === 7 ? share : 1), wasserstein());
    expect(() => loss.generator(ones([4]), () => tensor1d([0]), 7)).toThrow(`topK: share is ${share} at step 7 but`);
  });
});
