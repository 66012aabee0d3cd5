import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { mul, tensor1d } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { expExcess, preciseExpm1 } from './expExcess.ts';
import { poissonExcess, preciseLog1p, ratioExcess } from './logExcess.ts';

const n = 400;
/** From the smallest that float32 squares without loss to near and beyond where the series end, both signs. */
const numbers = (largest: number) =>
  Float32Array.from({ length: n }, (_, i) => (i % 2 ? 1 : -1) * largest ** (i / n) * 1e-6 ** (1 - i / n));
// The sums that float64 itself would cancel, by their first terms.
const expTail = (x: number) => (Math.abs(x) < 1e-3 ? x ** 2 / 2 + x ** 3 / 6 + x ** 4 / 24 : Math.expm1(x) - x);
const logTail = (x: number) =>
  Math.abs(x) < 1e-3 ? x ** 2 / 2 - x ** 3 / 3 + x ** 4 / 4 - x ** 5 / 5 : x - Math.log1p(x);

// A GPU's own exp(x) − 1 and log(1 + x) are wrong by 1e-4 of their value at x = 1e-3, and by all of it at 1e-8.
const tolerance = { relative: 7e-7, absolute: 0 };

onEveryBackend(() => {
  it('what exceeds a tangent keeps its digits', async () => {
    const x = numbers(8);
    const positive = x.map(Math.abs);
    await expectAllClose(expExcess(tensor1d(x)), Array.from(x, expTail), tolerance);
    await expectAllClose(preciseExpm1(tensor1d(x)), Array.from(x, Math.expm1), tolerance);
    await expectAllClose(preciseLog1p(tensor1d(positive)), Array.from(positive, Math.log1p), tolerance);
    // y = x (1 + t) with t known exactly, as the difference.
    const [one, t] = [new Float32Array(n).fill(1), x.map((t) => (t > -0.9 ? t : 1 / t ** 2))];
    const y = t.map((t) => 1 + t);
    const excess = ratioExcess(tensor1d(y), tensor1d(one), tensor1d(t));
    await expectAllClose(excess, Array.from(t, logTail), tolerance);
    await expectAllClose(
      poissonExcess(mul(tensor1d(one), 3), mul(tensor1d(y), 3), mul(tensor1d(t), 3)),
      Array.from(t, (t) => 3 * logTail(t)),
      tolerance,
    );
  });
});
