import { key } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import golden from './golden.json';
import {
  type Covariance,
  diagonal,
  full,
  gaussianMixture,
  kernelDensity,
  scott,
  silverman,
  spherical,
  tied,
} from './index.ts';

// golden.json is made by golden.py, with SciPy and scikit-learn.
const structures: readonly [keyof typeof golden.logProb, Covariance][] = [
  ['spherical', spherical],
  ['diagonal', diagonal],
  ['tied', tied],
  ['full', full],
];

onEveryBackend((backend) => {
  it.each(structures)('logProb of a mixture with %s covariance is that of SciPy', async (name, covariance) => {
    const { means, covariances, points, logProb } = golden.logProb[name];
    const initial = { weights: [0.5, 0.25, 0.25], means, covariances };
    const model = gaussianMixture({ shape: [4], components: 3, covariance, seed: 1, initial });
    const actual = model.logProb(tensor2d(points, [points.length / 4, 4]));
    await expectAllClose(actual, logProb, { relative: 1e-6, absolute: 0 });
    await expectAllClose(model.parameters().covariances, covariances, { relative: 1e-6, absolute: 1e-6 });
    model.dispose();
  });

  it.each([
    ['scott', scott],
    ['silverman', silverman],
    ['number', 0.5],
  ] as const)('kernelDensity with the bandwidth of %s is that of SciPy', async (name, bandwidth) => {
    const { points, queries, ...expected } = golden.kernelDensity;
    const model = kernelDensity({ shape: [2], bandwidth });
    await model.fit(tensor2d(points, [points.length / 2, 2]));
    expect(await model.bandwidth()).toBeCloseTo(expected.bandwidth[name], 6);
    const actual = model.logProb(tensor2d(queries, [queries.length / 2, 2]));
    await expectAllClose(actual, expected.logProb[name], { relative: 1e-6, absolute: 1e-6 });
    model.dispose();
  });

  // EM is plain arithmetic on the host: the same on every backend, so one in Node and one in a browser will do.
  describe.runIf(backend === 'wasm')('EM comes to where scikit-learn does', () => {
    const sets = Object.entries(golden.em);
    const cases = sets.flatMap(([set, data]) =>
      structures.map(([name, covariance]) => ({ set, data, name, covariance })),
    );
    it.each(cases)('$name, in $data.size dimensions', async ({ data, name, covariance }) => {
      const { points, size, components, fits } = data;
      const { means, covariances, iterations, ...fitted } = fits[name];
      const model = gaussianMixture({
        shape: [size],
        components,
        covariance,
        seed: 1,
        initial: { means, covariances },
      });
      const x = tensor2d(points, [points.length / size, size]);
      const report = await model.fit(x, { warmStart: true, iterations, tolerance: 0, key: key(1) });
      expect(report).toMatchObject({ iterations, converged: false, reseeded: 0, start: 0 });
      // Same arithmetic in the same precision, from a start that is rounded to float32.
      expect(report.logLikelihood.at(-1)).toBeCloseTo(fitted.score, 6);
      // The parameters are rounded to float32 when the model takes them over.
      expect(Math.abs((await model.score(x)) - fitted.score)).toBeLessThan(1e-5);
      // 2 n times that.
      expect(Math.abs((await model.aic(x)) - fitted.aic)).toBeLessThan(0.01);
      expect(Math.abs((await model.bic(x)) - fitted.bic)).toBeLessThan(0.01);
      const { weights, covariances: found } = model.parameters();
      await expectAllClose(weights, fitted.fittedWeights, { relative: 1e-4 });
      await expectAllClose(found, fitted.fittedCovariances, { relative: 1e-3, absolute: 1e-4 });
      model.dispose();
    });
  });
});
