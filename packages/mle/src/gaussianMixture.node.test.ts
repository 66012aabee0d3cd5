import { useBackend } from '@latentkit/backend';
import { adam } from '@latentkit/nn';
import { key, normalValues } from '@latentkit/random';
import { expectAllClose } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import { slice, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { diagonal, full, gaussianMixture, SingularCovarianceError, spherical, tied } from './index.ts';

const structures = [spherical, diagonal, tied, full];

// EM is plain arithmetic on the host, and what is random here has its test of values elsewhere: one backend will do.
beforeAll(async () => {
  await useBackend('wasm', { threads: 1 });
});

/** Three clouds of points in the plane, `[3 n, 2]`. */
function clouds(count: number, seed = 1): Tensor2D {
  const noise = normalValues(key(seed), 6 * count);
  return tensor2d(
    noise.map((z, at) => z * 0.6 + [-3, 0, 3, 1, 0, 4][at % 6]!),
    [3 * count, 2],
  );
}

describe('EM', () => {
  it('never loses likelihood, whatever the points', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 0, max: 1e6 }),
      fc.constantFrom(...structures),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(0.01, 1, 1000),
      async (seed, covariance, components, size, scale) => {
        const data = tensor2d(
          normalValues(key(seed), 60 * size).map((z) => scale * (z ** 3 + 5)),
          [60, size],
        );
        // The floor is not part of what the likelihood grows by, so it is a small one.
        const model = gaussianMixture({ shape: [size], components, covariance, seed, floor: 1e-9 * scale ** 2 });
        const { logLikelihood, reseeded } = await model.fit(data, { iterations: 15, tolerance: 0 });
        expect(logLikelihood).toHaveLength(16);
        for (let i = 1; i < logLikelihood.length; i++) {
          expect(logLikelihood[i]! - logLikelihood[i - 1]!, `iteration ${i}`).toBeGreaterThan(reseeded ? -0.1 : -1e-6);
        }
        model.dispose();
        data.dispose();
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  it('finds the clouds', async () => {
    const data = clouds(400);
    const model = gaussianMixture({ shape: [2], components: 3, seed: 1 });
    const report = await model.fit(data);
    expect(report).toMatchObject({ converged: true, start: 0, reseeded: 0 });
    expect(report.logLikelihood).toHaveLength(report.iterations + 1);
    const means = await model.parameters().means.data();
    const found = [0, 1, 2].map((k) => [means[2 * k]!, means[2 * k + 1]!]).sort((a, b) => a[0]! - b[0]!);
    // Means of 400 points with a standard deviation of 0.6: 0.03, and four times that.
    await expectAllClose(found.flat(), [-3, 0, 0, 4, 3, 1], { relative: 0, absolute: 0.12 });
    // What EM says is what the model says, rounded to float32.
    expect(await model.score(data)).toBeCloseTo(report.logLikelihood.at(-1)!, 5);
  });

  it('keeps the best of its starts, and tells of each', async () => {
    const data = clouds(60);
    const model = gaussianMixture({ shape: [2], components: 6, covariance: full, seed: 1 });
    const last: number[] = [];
    for await (const event of model.expectationMaximization(data, { starts: 4, key: key(5), iterations: 30 })) {
      if (event.type === 'iteration') {
        last[event.start] = event.logLikelihood;
        // The model is as far as the event is.
        if (event.iteration === 1) expect(await model.score(data)).toBeCloseTo(event.logLikelihood, 4);
      } else {
        expect(event.report.logLikelihood.at(-1)).toBe(Math.max(...last));
        expect(last[event.report.start]).toBe(Math.max(...last));
      }
    }
    expect(new Set(last).size).toBeGreaterThan(1);
    expect(await model.score(data)).toBeCloseTo(Math.max(...last), 4);
  });

  it('is a function of its key', async () => {
    const data = clouds(40);
    const fit = async (seed: number) => {
      const model = gaussianMixture({ shape: [2], components: 5, seed: 1 });
      return (await model.fit(data, { key: key(seed) })).logLikelihood;
    };
    expect(await fit(1)).toEqual(await fit(1));
    expect(await fit(1)).not.toEqual(await fit(2));
  });

  it('puts an empty component where points are explained worst', async () => {
    const data = clouds(100);
    const initial = {
      means: [
        [0, 0],
        [1e4, 1e4],
        [-1e4, 0],
      ],
      covariances: [4, 1, 1],
    };
    const model = gaussianMixture({ shape: [2], components: 3, covariance: spherical, seed: 1, initial });
    const report = await model.fit(data, { warmStart: true, tolerance: 1e-6 });
    expect(report.reseeded).toBe(2);
    expect(report.converged).toBe(true);
    for (const weight of await model.parameters().weights.data()) expect(weight).toBeCloseTo(1 / 3, 1);
  });

  it('goes on where it was', async () => {
    const data = clouds(100);
    const [whole, parts] = [1, 2].map(() => gaussianMixture({ shape: [2], components: 4, seed: 1 })) as [
      ReturnType<typeof gaussianMixture>,
      ReturnType<typeof gaussianMixture>,
    ];
    const expected = await whole.fit(data, { iterations: 6, tolerance: 0 });
    await parts.fit(data, { iterations: 3, tolerance: 0 });
    const { logLikelihood } = await parts.fit(data, { iterations: 3, tolerance: 0, warmStart: true });
    // But for the rounding to float32 in between.
    await expectAllClose(logLikelihood, expected.logLikelihood.slice(3), { relative: 1e-5 });
  });

  it('stops when told to', async () => {
    const model = gaussianMixture({ shape: [2], components: 3, seed: 1 });
    const controller = new AbortController();
    let iterations = 0;
    const run = async () => {
      const options = { signal: controller.signal, tolerance: 0, iterations: 1000 };
      for await (const _ of model.expectationMaximization(clouds(100), options))
        if (++iterations === 3) controller.abort();
    };
    await expect(run()).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(iterations).toBe(3);
    await expect(model.fit(clouds(9), { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });

  it.each(structures)('takes points all the same: $name', async (covariance) => {
    const same = tensor2d(Array(20).fill([0.1, 7]), [20, 2]);
    const model = gaussianMixture({ shape: [2], components: 3, covariance, seed: 1 });
    const { logLikelihood } = await model.fit(same);
    // ln N(μ; μ, floor I)
    expect(logLikelihood.at(-1)).toBeCloseTo(-Math.log(2 * Math.PI * 1e-6), 3);
    const bare = gaussianMixture({ shape: [2], components: 3, covariance, seed: 1, floor: 0 });
    await expect(bare.fit(same)).rejects.toThrow(SingularCovarianceError);
    await expect(bare.fit(same)).rejects.toThrow(
      `gaussianMixture.fit: the ${covariance.name} covariance of component 0 is`,
    );
  });

  it.each([tied, full])('refuses points on a line, where there is no floor: $name', async (covariance) => {
    const line = tensor2d(
      Array.from(normalValues(key(1), 50)).flatMap((z) => [z, 2 * z]),
      [50, 2],
    );
    const model = gaussianMixture({ shape: [2], components: 1, covariance, seed: 1, floor: 0 });
    await expect(model.fit(line)).rejects.toThrow(SingularCovarianceError);
    const floored = gaussianMixture({ shape: [2], components: 1, covariance, seed: 1 });
    expect((await floored.fit(line)).converged).toBe(true);
  });
});

describe('samples', () => {
  const means = [2, 0, -1, -2, 1, 3];
  const matrices = [
    [2, 0.9, -0.4, 0.9, 1, 0.3, -0.4, 0.3, 1.5],
    [0.5, -0.3, 0, -0.3, 1.2, 0.7, 0, 0.7, 0.9],
  ];
  it.each([
    { covariance: spherical, covariances: [0.5, 2], of: [isotropic(0.5), isotropic(2)] },
    { covariance: diagonal, covariances: [1, 2, 3, 0.5, 0.1, 1], of: [axes(1, 2, 3), axes(0.5, 0.1, 1)] },
    { covariance: tied, covariances: matrices[0]!, of: [matrices[0]!, matrices[0]!] },
    { covariance: full, covariances: matrices, of: matrices },
  ])('have the moments of the mixture: $covariance.name', async ({ covariance, covariances, of }) => {
    const [d, weights, count] = [3, [0.3, 0.7], 40_000];
    const initial = { weights, means, covariances };
    const model = gaussianMixture({ shape: [d], components: 2, covariance, seed: 1, initial });
    const drawn = model.sample(count, key(3));
    const values = await drawn.data();
    const [first, second] = [new Float64Array(d), new Float64Array(d * d)];
    for (let at = 0; at < values.length; at++) {
      first[at % d]! += values[at]! / count;
      for (let l = 0; l < d; l++) second[(at % d) * d + l]! += (values[at]! * values[at - (at % d) + l]!) / count;
    }
    const mean = (j: number) => weights.reduce((sum, w, k) => sum + w * means[k * d + j]!, 0);
    const product = (j: number, l: number) =>
      weights.reduce((sum, w, k) => sum + w * (of[k]![j * d + l]! + means[k * d + j]! * means[k * d + l]!), 0);
    // Standard deviations of at most 2.7 and, of products, 8: divided by √40,000, and four times that.
    await expectAllClose(first, [0, 1, 2].map(mean), { relative: 0, absolute: 0.055 });
    const products = [0, 1, 2].flatMap((j) => [0, 1, 2].map((l) => product(j, l)));
    await expectAllClose(second, products, { relative: 0, absolute: 0.16 });
    model.dispose();
    drawn.dispose();
  });
});

function axes(...variances: number[]): number[] {
  return variances.flatMap((variance, i) => variances.map((_, j) => (i === j ? variance : 0)));
}

function isotropic(variance: number): number[] {
  return axes(variance, variance, variance);
}

describe('gradient descent', () => {
  it.each(structures)('comes to where EM does: $name', async (covariance) => {
    const data = clouds(100);
    const options = { shape: [2], components: 3, covariance, seed: 1 };
    const [byEm, byGradient] = [
      gaussianMixture(options),
      gaussianMixture({ ...options, optimizer: adam({ learningRate: 0.05 }) }),
    ];
    const { logLikelihood } = await byEm.fit(data, { tolerance: 1e-7, iterations: 500 });
    await byGradient.fit(data, { iterations: 0 });
    const batch = slice(data, 0, 300);
    for (let step = 0; step < 400; step++) byGradient.step(batch).loss.dispose();
    expect(byGradient.stepCount).toBe(400);
    expect(Math.abs((await byGradient.score(data)) - logLikelihood.at(-1)!)).toBeLessThan(1e-3);
  });
});
