import { gaussianLikelihood, learnedGaussian, squaredErrorLikelihood } from '@latentkit/distributions';
import { UnsupportedDataError } from '@latentkit/model';
import { dense, type Network, reshape, sequential, sigmoid } from '@latentkit/nn';
import { uniform } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend, testTrainable } from '@latentkit/testing';
import {
  add,
  clone,
  dispose,
  mean,
  mul,
  ones,
  slice,
  type Tensor,
  tensor1d,
  tensor2d,
  tile,
  variable,
  zeros,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { conv, type Key, key, mlp, points, type Vae, type VaeOptions, vae } from './index.ts';

const options = { shape: [6], latentSize: 2, seed: 1 };
const small = () => mlp({ hidden: [8] });
const flat = (seed: number) => vae(small(), { ...options, seed });

testTrainable('vae of perceptrons', flat, (index) => uniform(key(index), [4, 6]));
testTrainable(
  'vae of convolutions',
  (seed) => vae(conv({ filters: [4] }), { shape: [5, 7, 2], latentSize: 2, seed }),
  (index) => uniform(key(index), [3, 5, 7, 2]),
);
/** Every example has the same distribution of latents, and they themselves, times `gain`, are the decoder's output. */
function known(mean: number[], logVariance: number[], gain = 1) {
  const row = variable(tensor2d([[...mean, ...logVariance]]));
  const scale = variable(tensor1d(mean.map(() => gain)));
  const encoder: Network = { variables: { row }, apply: (input) => tile(row, [input.shape[0]!, 1]) };
  const decoder: Network = { variables: { scale }, apply: (latents) => mul(latents, scale) };
  return { encoder, decoder };
}

const sized = (size: number) => ({ shape: [size], latentSize: size, seed: 1 });

onEveryBackend(() => {
  it('anneals the weight of the divergence by a schedule', async () => {
    const model = vae(small(), { ...options, beta: (step) => step / 2 });
    const batch = uniform(key(1), [4, 6]);
    for (const weight of [0, 0.5, 1]) {
      const { loss, reconstruction, kl } = model.step(batch);
      const [r, d] = [(await reconstruction.data())[0]!, (await kl.data())[0]!];
      // A product and a sum in float32: two roundings of 6e-8.
      await expectAllClose(loss, [r + weight * d], { relative: 1e-6 });
      dispose([loss, reconstruction, kl]);
    }
    model.dispose();
  });

  it.each([-1, Number.NaN, Infinity])('refuses a schedule at the step where it gives %f, before it counts', (wrong) => {
    const model = vae(small(), { ...options, beta: (step) => (step < 2 ? 1 : wrong) });
    const batch = uniform(key(1), [4, 6]);
    for (let step = 0; step < 2; step++) dispose(Object.values(model.step(batch)));
    expect(() => model.step(batch)).toThrow(`vae: beta is ${wrong}`);
    expect(model.stepCount).toBe(2);
    model.dispose();
  });

  it('has the loss of the paper where the noise is too small to matter', async () => {
    // exp(-40 / 2) = 2e-9, so the latents are the mean to the last bit of a float32.
    const [mean, logVariance, data] = [
      [0.5, -2],
      [-40, -40],
      [0.25, 1],
    ];
    const model = vae(known(mean, logVariance), { ...sized(2), beta: 3 });
    const { loss, reconstruction, kl } = model.evaluate(tensor2d([data]));
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    const error = mean.reduce(
      (sum, m, i) => sum - data[i]! * Math.log(sigmoid(m)) - (1 - data[i]!) * Math.log(1 - sigmoid(m)),
      0,
    );
    const divergence = mean.reduce(
      (sum, m, i) => sum + 0.5 * (Math.exp(logVariance[i]!) + m * m - 1 - logVariance[i]!),
      0,
    );
    // A handful of float32 operations: 1e-6 a piece.
    await expectAllClose(reconstruction, [error], { relative: 1e-5 });
    await expectAllClose(kl, [divergence], { relative: 1e-5 });
    await expectAllClose(loss, [error + 3 * divergence], { relative: 1e-5 });
  });

  it('draws latents of the standard deviation exp(logVariance / 2)', async () => {
    const model = vae(known([0, 0], [2 * Math.log(3), 0]), { ...sized(2), likelihood: squaredErrorLikelihood });
    const count = 4096;
    const { reconstruction } = model.evaluate(zeros([count, 2]));
    // E|c|² = 9 + 1; the variance of c² is 2σ⁴, so four standard errors of the mean are 4 √(2 (81 + 1) / 4096).
    await expectAllClose(reconstruction, [10], { absolute: 4 * Math.sqrt((2 * 82) / count), relative: 0 });
  });

  it('samples by the seed, and others by another key', async () => {
    const [a, b] = [flat(1), flat(1)];
    const sample = a.sample(3, key(1));
    expect(sample.shape).toEqual([3, 6]);
    await expectAllClose(sample, b.sample(3, key(1)), { relative: 0, absolute: 0 });
    const other = await a.sample(3, key(5)).data();
    expect([...other]).not.toEqual([...(await sample.data())]);
  });

  it('interpolates from one reconstruction to the other', async () => {
    const model = flat(1);
    const [from, to] = [zeros([2, 6]), ones([2, 6])];
    const between = model.interpolate(from, to, 4);
    expect(between.shape).toEqual([2, 4, 6]);
    await expectAllClose(slice(between, [0, 0, 0], [2, 1, 6]), model.reconstruct(from), { relative: 1e-5 });
    await expectAllClose(slice(between, [0, 3, 0], [2, 1, 6]), model.reconstruct(to), { relative: 1e-5 });
  });

  it('throws, once disposed, whatever is asked of it, but not at another dispose', () => {
    const model = flat(1);
    model.dispose();
    model.dispose();
    const { stepCount: _, dispose: __, checkData, ...methods } = model;
    for (const [name, method] of Object.entries(methods)) {
      expect(method as () => void, name).toThrow(`vae.${name}: the model has been disposed.`);
    }
    expect(checkData).toThrow('vae.checkData: the model has been disposed.');
  });

  it('gives the terms of each example, whose means are those of the batch', async () => {
    const model = flat(1);
    const data = uniform(key(2), [3, 6]);
    const [each, all] = [
      model.evaluate(data, { key: key(3), perExample: true }),
      model.evaluate(data, { key: key(3) }),
    ];
    for (const term of ['loss', 'reconstruction', 'kl'] as const) {
      expect(each[term].shape).toEqual([3]);
      await expectAllClose(mean(each[term]), all[term], { relative: 1e-6 });
    }
    await expectAllClose(each.loss, add(each.reconstruction, each.kl), { relative: 1e-6 });
  });

  it('says at a check that its data are none of its likelihood, and then looks anew', async () => {
    const model = flat(1);
    // The last is rounded beyond 1, as a resized picture can be.
    for (const data of [uniform(key(1), [2, 6]), mul(ones([1, 6]), 1 + 2 ** -23)]) dispose(model.step(data));
    await model.checkData();
    dispose(model.step(tensor2d([[0, 1, 0.5, -2.213, 2.19, 0]])));
    dispose(model.step(zeros([1, 6])));
    const error = await model.checkData().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnsupportedDataError);
    expect(error).toMatchObject({
      message:
        'vae.step: the data go from -2.21 to 2.19 but bernoulliLikelihood takes [0, 1]: use isotropicGaussian(options) ' +
        'or learnedGaussian() for them, or scale them.',
      support: { minimum: 0, maximum: 1 },
    });
    await model.checkData();
    const free = vae(points(), { shape: [2], latentSize: 2, seed: 1 });
    dispose(free.step(tensor2d([[-2, 2]])));
    await free.checkData();
    free.dispose();
  });

  it('leaves nothing behind but what it returns', async () => {
    const model = flat(1);
    const data = zeros([2, 6]);
    await expectNoLeak(() =>
      dispose([
        model.encode(data),
        model.reconstruct(data),
        model.sample(2, key(1)),
        model.interpolate(data, data, 3),
        ...Object.values(model.evaluate(data)),
      ] as Tensor[]),
    );
  });

  describe('refuses', () => {
    it.each<[string, (model: Vae) => unknown, string | RegExp]>([
      [
        'a batch of another shape',
        (model) => model.step(zeros([2, 5])),
        'vae.step: batch has shape [2,5] but [batch,6] was expected.',
      ],
      [
        'data of another shape',
        (model) => model.encode(zeros([2, 5])),
        'vae.encode: data has shape [2,5] but [batch,6] was expected.',
      ],
      [
        'latents of another size',
        (model) => model.decode(zeros([2, 5])),
        'vae.decode: latents has shape [2,5] but [batch,2] was expected.',
      ],
      [
        'no samples',
        (model) => model.sample(0, key(1)),
        'vae.sample: count is 0 but an integer of at least 1 was expected.',
      ],
      ['a negative beta', () => vae(small(), { ...options, beta: -1 }), 'vae: beta is -1'],
      ['a latent size of 0', () => vae(small(), { ...options, latentSize: 0 }), 'vae: latentSize is 0'],
      ['a negative seed', () => vae(small(), { ...options, seed: -1 }), 'vae: seed is -1'],
      [
        'an encoder that gives one number for each latent',
        () => {
          const { encoder, decoder } = known([1], [1]);
          vae(
            { decoder, encoder: { ...encoder, apply: (x) => clone(x) } },
            { ...sized(1), likelihood: gaussianLikelihood },
          );
        },
        'vae: encoder gives [1] for each example but [2] was expected: what the bottleneck takes for latents of shape [1].',
      ],
      [
        'a decoder of another size',
        () => vae({ ...small(), decoder: sequential([dense(5)], { inputShape: [2], key: key(1) }) }, options),
        'vae: decoder gives [5] for each example but [6] was expected: what bernoulliLikelihood takes for an example.',
      ],
      [
        'a decoder of one number a feature where the likelihood takes two',
        () => {
          const decoder = sequential([dense(6)], { inputShape: [2], key: key(1) });
          vae({ ...small(), decoder }, { ...options, likelihood: learnedGaussian() });
        },
        'vae: decoder gives [6] for each example but [12] was expected: what learnedGaussian takes for an example.',
      ],
      [
        'a decoder that ends in a sigmoid where logits are taken',
        () => {
          const decoder = sequential([dense(6), sigmoid, reshape([6])], { inputShape: [2], key: key(1) });
          vae({ ...small(), decoder }, options);
        },
        'vae: decoder ends in sigmoid, which gives numbers from 0 to 1, but bernoulliLikelihood takes logits, which can ' +
          'be any number: leave sigmoid out.',
      ],
      [
        'a Keras model as it is',
        () => vae({ ...small(), encoder: { layers: [], apply: () => ones([1]) } as unknown as Network }, options),
        'vae: encoder is a Keras model but a network was expected: wrap it, fromLayers(model) of @latentkit/nn.',
      ],
      [
        'a network twice',
        () => {
          const { encoder } = known([1, 1, 1], [1, 1, 1]);
          vae({ encoder, decoder: encoder }, { ...options, latentSize: 3 });
        },
        'vae: decoder has the variable row, which is also row of encoder, but variables of its own were expected.',
      ],
      [
        'networks of a model that has been disposed',
        () => {
          const networks = { ...known([1], [1]) };
          vae(networks, sized(1)).dispose();
          vae(networks, sized(1));
        },
        'vae: encoder.variables has row, which has been disposed.',
      ],
      [
        'an option misspelt',
        () => vae(small(), { ...options, Beta: 4 } as VaeOptions),
        "vae: options has 'Beta' but 'beta' was expected.",
      ],
      [
        'options in place of a key',
        (model) => model.sample(4, { seed: 5 } as unknown as Key),
        'vae.sample: key is {"seed":5} but a key was expected, as key(seed) makes it.',
      ],
      [
        'an array for a batch',
        (model) => model.step([[1, 2]] as unknown as Tensor),
        'vae.step: batch is [[1,2]] but a tensor, or a record of tensors with data among them, was expected.',
      ],
      [
        'a labelled batch where no network reads labels',
        (model) => model.step({ data: ones([1, 6]), label: ones([1]) }),
        'vae.step: batch has label, which no network reads: drop it, as unlabelled() of a data set does.',
      ],
      [
        'a batch without data',
        (model) => model.step({ label: ones([1]) } as never),
        'vae.step: batch has label but data was expected among its tensors.',
      ],
    ])('%s', (_, attempt, message) => {
      const model = flat(1);
      expect(() => attempt(model)).toThrow(message);
      expect(model.stepCount).toBe(0);
    });
  });
});
