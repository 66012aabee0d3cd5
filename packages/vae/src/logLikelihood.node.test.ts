import { standardNormal } from '@latentkit/distributions';
import { foldIn, key, normal } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { dispose, mul, sub, type Tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { mlp, vae } from './index.ts';
import { closedForm, examples, linearNetworks, linearOptions } from './linearGaussian.test-util.ts';

/** The model, with a posterior that is near its own, but not the same. */
const linearModel = () => vae(linearNetworks(), linearOptions);

onEveryBackend(() => {
  it('is that of probabilistic PCA to its standard error, which falls with the samples', async () => {
    const model = linearModel();
    const data = tensor2d(examples);
    const errors: Float32Array[] = [];
    for (const samples of [100, 4000]) {
      const { value, standardError } = model.logLikelihood(data, { samples, key: key(1) });
      const [found, error] = [await value.data(), await standardError.data()] as [Float32Array, Float32Array];
      // Four standard errors, its bias of at most half their square, and float32.
      for (const [i, x] of examples.entries()) {
        expect(Math.abs(found[i]! - closedForm(x))).toBeLessThan(4 * error[i]! + error[i]! ** 2 + 1e-4);
      }
      errors.push(error);
    }
    // √40 = 6.3; the error is itself an estimate.
    for (const [i, few] of errors[0]!.entries()) expect(few / errors[1]![i]!).toSatisfy((r: number) => r > 3 && r < 12);
    model.dispose();
  });

  it('has a standard error that is the spread over keys', async () => {
    const model = linearModel();
    const data = tensor2d([examples[1]!]);
    const found: number[] = [];
    let claimed = 0;
    for (let i = 0; i < 60; i++) {
      const { value, standardError } = model.logLikelihood(data, { samples: 200, key: foldIn(key(2), i) });
      found.push((await value.data())[0]!);
      claimed += (await standardError.data())[0]! / 60;
    }
    const average = found.reduce((sum, x) => sum + x, 0) / found.length;
    const spread = Math.sqrt(found.reduce((sum, x) => sum + (x - average) ** 2, 0) / (found.length - 1));
    // A standard deviation of 60 numbers is known to 1 / √120 = 9 %: three of these.
    expect(Math.abs(spread / claimed - 1)).toBeLessThan(0.3);
    model.dispose();
  });

  it('is not below the ELBO', async () => {
    const model = linearModel();
    const data = tensor2d(examples);
    const bounds = [0, 0, 0, 0];
    for (let i = 0; i < 200; i++) {
      const { loss } = model.evaluate(data, { key: foldIn(key(3), i), perExample: true });
      for (const [j, value] of (await loss.data()).entries()) bounds[j]! -= value / 200;
    }
    const { value, standardError } = model.logLikelihood(data, { samples: 2000, key: key(4) });
    const error = await standardError.data();
    // The posterior is not the true one, so the gap is well above the noise of 200 keys, about 0.1.
    for (const [j, found] of (await value.data()).entries()) expect(bounds[j]!).toBeLessThan(found + 4 * error[j]!);
    model.dispose();
  });

  it('takes another prior in place of its own', async () => {
    const model = linearModel();
    const data = tensor2d(examples);
    const options = { samples: 10, key: key(5) };
    const own = model.logLikelihood(data, options).value;
    const same = { logProb: (z: Tensor) => standardNormal(z.shape).logProb(z) };
    await expectAllClose(model.logLikelihood(data, { ...options, prior: same }).value, own, { relative: 1e-6 });
    const lower = { logProb: (z: Tensor) => sub(same.logProb(z), 1) as never };
    await expectAllClose(model.logLikelihood(data, { ...options, prior: lower }).value, sub(own, 1), {
      relative: 1e-5,
    });
    await expectNoLeak(() => dispose({ ...model.logLikelihood(data, options) }));
    model.dispose();
  });

  it('is the same however the samples are divided into passes: a batch as large as a pass, and a small one', async () => {
    const model = linearModel();
    const [x] = examples;
    const many = mul(tensor2d([x!]), normal(key(1), [300, 1], { mean: 1, standardDeviation: 0 }));
    const { value, standardError } = model.logLikelihood(many, { samples: 60, key: key(6) });
    const errors = await standardError.data();
    const found = await value.data();
    // Of 300 examples one in 300 is beyond three standard errors; none beyond six.
    for (const [i, one] of found.entries()) expect(Math.abs(one - closedForm(x!))).toBeLessThan(6 * errors[i]! + 0.05);
    expect(new Set(found).size).toBeGreaterThan(290);
    model.dispose();
  });

  it('refuses fewer than two samples, no key, and no prior that is one', () => {
    const model = vae(mlp({ hidden: [4] }), { shape: [3], latentSize: 2, seed: 1 });
    const data = zeros([2, 3]);
    for (const samples of [0, 1, 1.5]) {
      expect(() => model.logLikelihood(data, { samples, key: key(1) })).toThrow(
        `vae.logLikelihood: samples is ${samples} but an integer of at least 2 was expected.`,
      );
    }
    expect(() => model.logLikelihood(data, { samples: 2 } as never)).toThrow('vae.logLikelihood: key is undefined');
    expect(() => model.logLikelihood(data, { samples: 2, key: key(1), prior: {} as never })).toThrow(
      'vae.logLikelihood: prior',
    );
    model.dispose();
  });
});
