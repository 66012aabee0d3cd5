import { diagonalGaussian, kl, standardNormal } from '@latentkit/distributions';
import { expectAllClose, finiteDifference, onEveryBackend, testReconstructionLoss } from '@latentkit/testing';
import { mul, type Tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { notesRegularizer } from './notesRegularizer.ts';

const gaussianKl = (mean: Tensor, logVariance: Tensor) =>
  kl(diagonalGaussian({ mean, logVariance }), standardNormal(mean.shape));
const logStandardDeviationKl = (mean: Tensor, sigma: Tensor) => gaussianKl(mean, mul(sigma, 2));

// As they are written: exp(σ) − (1 + σ) + m², and the KL of N(m, exp(σ)²) from N(0, 1).
const notes = (m: number, sigma: number) => Math.exp(sigma) - (1 + sigma) + m ** 2;
const klOfCode = (m: number, sigma: number) => 0.5 * (Math.exp(2 * sigma) + m ** 2 - 1 - 2 * sigma);

const points = [
  [0, 0],
  [2, 0],
  [0, 1.5],
  [-1.25, -3],
  [0.01, 0.02],
] as const;
testReconstructionLoss('notesRegularizer', notesRegularizer, {
  term: notes,
  points,
  hard: [
    [0, -1e4],
    [0, 80],
    [1e4, 0],
  ],
});
describe("the notes' regulariser and the KL of their code", () => {
  const curvature = (f: (m: number, sigma: number) => number) => {
    const slope = (x: ArrayLike<number>) => finiteDifference(([m, sigma]) => f(m!, sigma!), x);
    const h = 1e-3;
    return [0, 1].map((i) => {
      const at = (x: number) => slope([0, 1].map((j) => (i === j ? x : 0)))[i]!;
      return (at(h) - at(-h)) / (2 * h);
    });
  };

  it('are both least at m = 0 and σ = 0, but curve otherwise there', async () => {
    for (const f of [notes, klOfCode]) {
      expect(f(0, 0)).toBe(0);
      for (const slope of finiteDifference(([m, sigma]) => f(m!, sigma!), [0, 0])) expect(slope).toBeCloseTo(0, 9);
    }
    const [[meanOfNotes, spreadOfNotes], [meanOfKl, spreadOfKl]] = [curvature(notes), curvature(klOfCode)];
    expect(meanOfNotes).toBeCloseTo(2, 4);
    expect(spreadOfNotes).toBeCloseTo(1, 4);
    expect(meanOfKl).toBeCloseTo(1, 4);
    expect(spreadOfKl).toBeCloseTo(2, 4);
  });

  onEveryBackend(() => {
    it('is twice the KL of a code of variance exp(σ), and not that of a standard deviation of exp(σ)', async () => {
      const [m, sigma] = [
        tensor2d([
          [0.3, -2],
          [0, 1],
          [1, 0],
        ]),
        tensor2d([
          [1, 0.5],
          [-2, 3],
          [0, 0],
        ]),
      ];
      const value = await notesRegularizer(m, sigma).data();
      const ofVariance = await gaussianKl(m, sigma).data();
      await expectAllClose(
        value,
        ofVariance.map((x) => 2 * x),
      );
      const ofDeviation = await logStandardDeviationKl(m, sigma).data();
      for (const [i, x] of value.entries()) expect(Math.abs(x - ofDeviation[i]!)).toBeGreaterThan(0.1);
      await expectAllClose(
        ofDeviation,
        await gaussianKl(
          m,
          tensor2d([
            [2, 1],
            [-4, 6],
            [0, 0],
          ]),
        ).data(),
      );
    });

    it('keeps its digits near its least value, where it is exactly 0', async () => {
      const [none, tiny] = [zeros([1, 1]), tensor2d([[1e-4]])];
      const sigma = Math.fround(1e-4);
      expect(await notesRegularizer(none, none).data()).toEqual(new Float32Array(1));
      expect(await logStandardDeviationKl(none, none).data()).toEqual(new Float32Array(1));
      const exact = { relative: 1e-6, absolute: 0 };
      await expectAllClose(notesRegularizer(none, tiny), [sigma ** 2 / 2 + sigma ** 3 / 6], exact);
      await expectAllClose(logStandardDeviationKl(none, tiny), [sigma ** 2 + (2 / 3) * sigma ** 3], exact);
    });
  });
});
