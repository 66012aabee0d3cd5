import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { dispose, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { diagonal, full, gaussian, gaussianMixture, spherical, tied } from '../index.ts';
import golden from './responsibilities.json' with { type: 'json' };

const { points, weights, means } = golden;

onEveryBackend(() => {
  it.each([spherical, diagonal, tied, full])('are those of scikit-learn: $name', async (covariance) => {
    const name = covariance.name as keyof typeof golden.covariances;
    const { covariances, responsibilities, predictions } = golden.covariances[name];
    const initial = { weights, means, covariances };
    const model = gaussianMixture({ shape: [2], components: 3, covariance, seed: 1, initial });
    const x = tensor2d(points);
    const found = model.responsibilities(x);
    expect(found.shape).toEqual([12, 3]);
    // float32: an exponent of some tens has an error of 1e-6 of itself.
    await expectAllClose(found, responsibilities.flat(), { relative: 1e-4, absolute: 1e-6 });
    const labels = model.predict(x);
    expect([labels.dtype, labels.shape, [...(await labels.data())]]).toEqual(['int32', [12], predictions]);
    dispose([found, labels]);
    await expectNoLeak(() => dispose([model.responsibilities(x), model.predict(x)]), 1);
    x.dispose();
    model.dispose();
  });
});

describe('before anything was fitted', () => {
  onEveryBackend(() => {
    const make = () => gaussianMixture({ shape: [2], components: 2, seed: 1 });
    const x = () => tensor2d(points);

    it('a mixture has no densities, components or samples', async () => {
      const model = make();
      for (const call of [
        () => model.logProb(x()),
        () => model.predict(x()),
        () => model.responsibilities(x()),
        () => model.sample(1, [0, 1]),
      ]) {
        expect(call).toThrow(/^gaussianMixture\.\w+: nothing has been fitted yet, .* call fit, step or restore first/);
      }
      await expect(model.score(points)).rejects.toThrow('gaussianMixture.score: nothing has been fitted yet');
      model.dispose();
    });

    it('it has them once it was fitted, trained or restored', async () => {
      const [fitted, trained, restored] = [make(), make(), make()] as const;
      await fitted.fit(points, { iterations: 0 });
      trained.step(x());
      restored.restore(trained.state());
      for (const model of [fitted, trained, restored]) {
        expect(model.logProb(x()).shape).toEqual([12]);
        model.dispose();
      }
    });

    it('takes rows and data sets as it takes tensors, and leaves nothing behind', async () => {
      for (const model of [make(), gaussian({ shape: [2] })]) {
        const data = x();
        await model.fit(data);
        const score = await model.score(data);
        await model.fit(points);
        expect(await model.score({ toTensor: x })).toBe(score);
        await expectNoLeak(async () => {
          await model.fit(points);
          await model.aic({ toTensor: x });
          await model.bic(points);
        }, 1);
        data.dispose();
        model.dispose();
      }
    });
  });
});
