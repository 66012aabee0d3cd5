/** A density that is fitted to the latents of a trained model: the packages meet in `fitPrior` alone. */
import { ae, fitPrior, type LatentDensity, mlp, vqVae, vqVaeEma } from '@latentkit/ae';
import { useBackend } from '@latentkit/backend';
import { planar } from '@latentkit/distributions';
import { autoregressive, diagonal, flow, gaussian, made } from '@latentkit/mle';
import { autoencoder, type BottleneckInputs, standardNormalPrior } from '@latentkit/model';
import { adam } from '@latentkit/nn';
import { foldIn, key, normal, uniform, uniformValues } from '@latentkit/random';
import { expectAllClose, expectNoLeak } from '@latentkit/testing';
import { vae } from '@latentkit/vae';
import {
  add,
  clipByValue,
  memory,
  reshape,
  type Tensor,
  tensor,
  tensor1d,
  tensor2d,
  zeros,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(() => useBackend('wasm'));

const hidden = [8];
const data = () => uniform(key(1), [300, 4]);
const plain = () => ae(mlp({ hidden }), { shape: [4], latentSize: 2, seed: 1 });

/** The mean and the covariance of rows, divided by their number, in float64. */
async function moments(rows: Tensor): Promise<{ mean: number[]; covariance: number[] }> {
  const [count, size] = rows.shape as [number, number];
  const values = await rows.data();
  const at = (i: number, j: number) => values[i * size + j]!;
  const average = (of: (i: number) => number) =>
    Array.from({ length: count }, (_, i) => of(i)).reduce((sum, value) => sum + value, 0) / count;
  const mean = Array.from({ length: size }, (_, j) => average((i) => at(i, j)));
  const covariance = mean.flatMap((_, j) =>
    mean.map((_, k) => average((i) => (at(i, j) - mean[j]!) * (at(i, k) - mean[k]!))),
  );
  return { mean, covariance };
}

describe('fitPrior', () => {
  it('fits a Gaussian to the latents of all examples, in batches', async () => {
    const model = plain();
    const density = gaussian({ shape: [2], floor: 0 });
    const { prior } = await fitPrior(model, data(), density, { batchSize: 128 });
    const { mean, covariance } = await moments(model.encode(data()));
    const { means, covariances } = density.parameters();
    await expectAllClose(means, mean, { relative: 1e-5, absolute: 1e-6 });
    await expectAllClose(covariances, covariance, { relative: 1e-4, absolute: 1e-6 });
    const latents = normal(key(3), [5, 2]);
    await expectAllClose(prior.logProb(latents), await density.logProb(latents).data(), { absolute: 0 });
  });

  it('decodes what the density draws, in the shape of the latents', async () => {
    const bottleneck = ({ latentShape }: BottleneckInputs) => ({
      parameterShape: () => latentShape,
      encode: (latents: Tensor) => ({ latents, terms: {} }),
      mean: (latents: Tensor) => latents,
    });
    const model = autoencoder('mine', mlp({ hidden }), { shape: [4], latentShape: [3, 2], seed: 1, bottleneck });
    for (const [density, options] of [
      [gaussian({ shape: [6], floor: 0.1 }), {}],
      [gaussian({ shape: [2, 3], floor: 0.1 }), {}],
      [flow([planar], { shape: [6], seed: 1 }), { fit: { steps: 5 } }],
    ] as const) {
      const generator = await fitPrior(model, data(), density as LatentDensity<object>, { batchSize: 299, ...options });
      const latents = reshape(density.sample(7, key(2)), [7, 3, 2]);
      expect(generator.prior.sample(7, key(2)).shape).toEqual([7, 3, 2]);
      await expectAllClose(generator.sample(7, key(2)), await model.decode(latents).data(), { absolute: 0 });
      expect(generator.prior.logProb(latents).shape).toEqual([7]);
    }
  });

  it('gives the density its options, and leaves nothing behind', async () => {
    const [model, density, examples] = [plain(), flow([planar], { shape: [2], seed: 1 }), data()];
    await expectNoLeak(async () => {
      const before = density.stepCount;
      const generator = await fitPrior(model, examples, density, { fit: { steps: 3 } });
      expect(density.stepCount).toBe(before + 3);
      generator.sample(2, key(1)).dispose();
      generator.prior.sample(2, key(1)).dispose();
      const latents = zeros([2, 2]);
      generator.prior.logProb(latents).dispose();
      latents.dispose();
    }, 2);
  });

  it('draws latents from the posterior, given a key', async () => {
    const model = vae(mlp({ hidden }), { shape: [4], latentSize: 2, seed: 1 });
    const density = gaussian({ shape: [2], covariance: diagonal, floor: 0 });
    const examples = uniform(key(1), [5000, 4]);
    await fitPrior(model, examples, density, { key: key(7) });
    const { mean, covariance } = await moments(model.encode(examples));
    const logVariance = (model.posterior(examples).parameters as { logVariance: Tensor }).logVariance;
    const variances = await logVariance.data();
    // Var z = Var μ + E σ²; of 5000 draws a variance has a standard error of √(2 / 5000) = 2 %, and the mean of 1.4 %.
    const expected = [0, 1].map(
      (j) =>
        covariance[3 * j]! +
        [...variances].filter((_, i) => i % 2 === j).reduce((sum, v) => sum + Math.exp(v), 0) / 5000,
    );
    const { means, covariances } = density.parameters();
    await expectAllClose(covariances, expected, { relative: 0.08, absolute: 0 });
    await expectAllClose(means, mean, { absolute: 0.06 });
  });

  it('is the prior of an estimate of the likelihood', async () => {
    const model = vae(mlp({ hidden }), { shape: [4], latentSize: 2, seed: 1 });
    const density = { ...standardNormalPrior([2]), fit: async () => {} };
    const { prior } = await fitPrior(model, data(), density);
    const options = { samples: 5, key: key(3) };
    const [own, given] = [undefined, prior].map((prior) => model.logLikelihood(data(), { ...options, prior }));
    await expectAllClose(given!.value, await own!.value.data(), { absolute: 0 });
  });

  it('encodes and decodes with a context', async () => {
    const model = ae(mlp({ hidden, conditions: { label: { classes: 2 } } }), { shape: [4], latentSize: 2, seed: 1 });
    const label = tensor1d(
      Array.from({ length: 300 }, (_, i) => i % 2),
      'int32',
    );
    const density = gaussian({ shape: [2] });
    const generator = await fitPrior(model, data(), density, { context: { label }, batchSize: 7 });
    const { mean } = await moments(model.encode(data(), { label }));
    await expectAllClose(density.parameters().means, mean, { relative: 1e-5, absolute: 1e-6 });
    const of = (value: number) => generator.sample(1, key(1), { label: tensor1d([value], 'int32') }).data();
    expect(await of(0)).not.toEqual(await of(1));
  });

  it('refuses what does not fit', async () => {
    const [model, density, examples] = [plain(), gaussian({ shape: [3] }), data()];
    const before = memory().numTensors;
    const refused = async (promise: Promise<unknown>, message: string) => {
      await expect(promise).rejects.toThrow(message);
      expect(memory().numTensors).toBe(before);
    };
    await refused(fitPrior({} as never, examples, density), 'fitPrior: model is {}');
    await refused(fitPrior(model, examples, {} as never), 'fitPrior: density is {}');
    await refused(fitPrior(model, examples, density), 'fitPrior: density takes [3] for each example');
    await refused(fitPrior(model, [[1, 2]], density), 'ae.encode: data has shape [1,2]');
    await refused(fitPrior(model, examples, density, { batchSize: 0 }), 'fitPrior: batchSize is 0');
    await refused(fitPrior(model, examples, density, { signal: AbortSignal.abort() }), 'aborted');
    await refused(fitPrior(model, examples, density, { key: key(1) }), 'ae.posterior: the bottleneck has no density');
  });
});

describe('the indices of a codebook', () => {
  const options = { shape: [4], latentShape: [3, 2], codebookSize: 4, seed: 1 };
  const models = {
    vqVae: () => vqVae(mlp({ hidden }), options),
    vqVaeEma: () => vqVaeEma(mlp({ hidden }), options),
  };

  it.each(Object.entries(models))('of %s stand for its latents', async (_, make) => {
    const model = make();
    for (let i = 0; i < 5; i++) model.step(uniform(key(i), [50, 4]));
    const indices = model.indices.encode(data());
    expect([indices.dtype, indices.shape, model.indices.shape]).toEqual(['int32', [300, 3], [3]]);
    expect(new Set(await indices.data()).size).toBeGreaterThan(1);
    const again = await model.reconstruct(data()).data();
    await expectAllClose(model.indices.decode(indices), again, { absolute: 0 });
    await expectAllClose(model.indices.decode(tensor(await indices.data(), [300, 3], 'float32')), again, {
      absolute: 0,
    });
    const before = memory().numTensors;
    expect(() => model.indices.decode(tensor2d([[0, 1, 4]]))).toThrow(
      'indices.decode: indices has 4 but whole numbers from 0 to 3',
    );
    expect(() => model.indices.decode(zeros([1, 2]))).toThrow('indices.decode: indices has shape [1,2]');
    expect(() => model.indices.encode(zeros([1, 2]))).toThrow('indices.encode: data has shape [1,2]');
    expect(memory().numTensors).toBe(before + 3);
    await expectNoLeak(() => model.indices.decode(indices).dispose());
    model.dispose();
    expect(() => model.indices.encode(data())).toThrow('disposed');
    expect(() => model.indices.decode(indices)).toThrow('disposed');
  });

  it('are drawn as often as they are found, by an autoregressive prior', async () => {
    const model = vqVaeEma(mlp({ hidden }), { ...options, latentShape: [2, 2], codebookSize: 3 });
    // Two kinds of examples, so that the two indices of one are not independent.
    const kinds = uniformValues(key(2), 400);
    const examples = tensor(
      Array.from(kinds, (u) => (u < 0.3 ? [0.1, 0.9, 0.1, 0.9] : [0.8, 0.2, 0.6, 0.1])).flat(),
      [400, 4],
    );
    const noisy = clipByValue(add(examples, normal(foldIn(key(3), 1), [400, 4], { standardDeviation: 0.05 })), 0, 1);
    for (let i = 0; i < 30; i++) model.step(noisy);
    const density = autoregressive(made({ hidden: [12] }), {
      shape: model.indices.shape,
      categories: model.indices.categories,
      seed: 1,
      optimizer: adam({ learningRate: 0.03 }),
    });
    const generator = await fitPrior(model.indices, noisy, density, { fit: { steps: 150, batchSize: 400 } });
    const tableOf = async (pairs: Tensor) => {
      const [values, count] = [await pairs.data(), pairs.shape[0]!];
      const table = new Float64Array(9);
      for (let i = 0; i < count; i++) table[3 * values[2 * i]! + values[2 * i + 1]!]! += 1 / count;
      return table;
    };
    const found = await tableOf(model.indices.encode(noisy));
    expect([...found].filter((share) => share > 0.05).length).toBeGreaterThan(1);
    // Four standard errors of a share among 4000, and what the fit may still miss.
    const drawn = await tableOf(generator.prior.sample(4000, key(5)));
    await expectAllClose(drawn, found, { relative: 0, absolute: 4 * Math.sqrt(0.25 / 4000) + 0.01 });
    expect(generator.sample(6, key(5)).shape).toEqual([6, 4]);
  });
});
