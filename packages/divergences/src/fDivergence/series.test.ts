import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import { ones, tensor1d } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { klTerm } from './kinds/klTerm.ts';
import { logLambertW } from './kinds/logLambertW.ts';
import { inverseLogSoftplus, logSoftplus } from './kinds/logSoftplus.ts';
import { logRatio } from './logRatio.ts';

const logistic = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

onEveryBackend(() => {
  it('log p − log q and p log(p / q) − p + q keep their digits where p and q are close', async () => {
    // Exact in float32: 1 + n 2⁻²².
    const close = [2 ** -22, 2 ** -12, -(2 ** -10), 2 ** -6, -0.25, 0.75, 1.75, 2.5, 1e4, -(1 - 2 ** -20)];
    const p = tensor1d(close.map((x) => 1 + x));
    await expectAllClose(logRatio(p, ones([close.length])), close.map(Math.log1p), { relative: 1e-6, absolute: 0 });
    // The series where float64, too, would cancel.
    const term = (x: number) =>
      Math.abs(x) < 1e-2 ? x ** 2 / 2 - x ** 3 / 6 + x ** 4 / 12 - x ** 5 / 20 : (1 + x) * Math.log1p(x) - x;
    await expectAllClose(klTerm(p, ones([close.length])), close.map(term), { relative: 1e-6, absolute: 0 });
  });

  it('log softplus and its inverse', async () => {
    const x = [-1e4, -104, -20, -5.1, -4.9, -1, 0, 0.7, 20, 1e4];
    const known = x.map((v) => (v < -30 ? v : Math.log(logistic(v))));
    await expectAllClose(logSoftplus(tensor1d(x)), known, { relative: 2e-6, absolute: 1e-6 });
    const within = x.filter((v) => v <= 20);
    const back = inverseLogSoftplus(tensor1d(known.slice(0, within.length)));
    await expectAllClose(back, within, { relative: 4e-6, absolute: 4e-6 });
    await expectGradients({
      value: (v) => logSoftplus(v!),
      reference: (v) => v!.reduce((sum, x) => sum + Math.log(logistic(x)), 0),
      inputs: [{ shape: [8], values: [-20, -5.1, -4.9, -1, 0, 0.7, 3, 20] }],
      tolerance: { relative: 1e-5, absolute: 1e-5 },
    });
  });

  it('log W(eˣ) solves its equation, and so does its gradient', async () => {
    const solutions = [-1e4, -50, -3, -0.5, -0.01, 0, 0.3, 1, 3, 9];
    const x = solutions.map((l) => Math.exp(l) + l);
    await expectAllClose(logLambertW(tensor1d(x)), solutions, { relative: 2e-6, absolute: 2e-6 });
    const solve = (x: number) => {
      let l = x > 1 ? Math.log(x) : x;
      for (let i = 0; i < 30; i++) l -= (Math.exp(l) + l - x) / (Math.exp(l) + 1);
      return l;
    };
    await expectGradients({
      value: (x) => logLambertW(x!),
      reference: (x) => x!.reduce((sum, v) => sum + solve(v), 0),
      inputs: [{ shape: [6], values: [-30, -2, 0.5, 0.99, 1.01, 40] }],
      tolerance: { relative: 1e-5, absolute: 1e-6 },
    });
  });
});
