import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import { grads, sum, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { beta, gamma } from './index.ts';
import { timesLog } from './timesLog.ts';

const tolerance = { relative: 1e-5, absolute: 2e-5 };
const ones = { shape: [4, 1], values: [1, 1, 1, 1] };

onEveryBackend(() => {
  it('has the gradients of x log y, also where x is 0', async () => {
    await expectGradients({
      value: (x, y) => timesLog(x!, y!),
      reference: (x, y) => x!.reduce((total, value, i) => total + value * Math.log(y![i]!), 0),
      inputs: [
        { shape: [5], values: [0, 0, 1, -0.5, 0] },
        { shape: [5], values: [0.25, 3, 0.5, 2, 1] },
      ],
      tolerance,
    });
  });

  it('is 0 log 0 = 0, and infinite where only y is 0, with gradients that are numbers', async () => {
    const [x, y] = [tensor1d([0, 1, -1, 0, 0, 0]), tensor1d([0, 0, 0, 1e-40, 0.5, Number.POSITIVE_INFINITY])];
    const { POSITIVE_INFINITY: most, NEGATIVE_INFINITY: least } = Number;
    await expectAllClose(timesLog(x, y), [0, least, most, 0, 0, 0]);
    for (const slope of grads((a: Tensor, b: Tensor) => sum(timesLog(a, b)))([x, y])) {
      expect([...(await slope.data())].every(Number.isFinite)).toBe(true);
    }
  });

  it('gives gamma distributions of concentration 1 their gradients', async () => {
    await expectGradients({
      value: (x, concentration, rate) => gamma({ concentration: concentration!, rate: rate! }).logProb(x!),
      // log Γ(1 + d) by its Taylor series, of which ψ(1) = −0.577… is the first term.
      reference: (x, a, b) =>
        x!.reduce((total, at, i) => {
          const [d, rate] = [a![i]! - 1, b![i]!];
          const logGamma = -0.5772156649015329 * d + (Math.PI ** 2 / 12) * d ** 2;
          return total + a![i]! * Math.log(rate) + d * Math.log(at) - rate * at - logGamma;
        }, 0),
      inputs: [{ shape: [4, 1], values: [0.5, 1, 3, 0.125] }, ones, { shape: [4, 1], values: [1, 2, 0.5, 4] }],
      tolerance,
    });
  });

  it('gives beta distributions of α = β = 1 their gradients', async () => {
    await expectGradients({
      value: (x, alpha, b) => beta({ alpha: alpha!, beta: b! }).logProb(x!),
      // −log B has the derivatives ψ(2) − ψ(1) = 1 there, and central differences do not see the second ones.
      reference: (x, a, b) =>
        x!.reduce(
          (total, at, i) => total + (a![i]! - 1) * (Math.log(at) + 1) + (b![i]! - 1) * (Math.log1p(-at) + 1),
          0,
        ),
      inputs: [{ shape: [4, 1], values: [0.5, 0.25, 0.875, 0.125] }, ones, ones],
      tolerance,
    });
  });
});
