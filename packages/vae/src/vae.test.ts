import { gaussianLikelihood, squaredErrorLikelihood } from '@latentkit/losses';
import type { EncoderDecoder, Network } from '@latentkit/nn';
import { key, uniform } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend, testTrainable } from '@latentkit/testing';
import {
  clone,
  dispose,
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
import { conv, mlp, type Vae, vae } from './index.ts';

const flat = (seed: number) => vae(mlp({ shape: [6], latentSize: 2, seed, hidden: [8] }));

testTrainable('vae of perceptrons', flat, (index) => uniform(key(index), [4, 6]));
testTrainable(
  'vae of convolutions',
  (seed) => vae(conv({ shape: [5, 7, 2], latentSize: 2, seed, filters: [4] })),
  (index) => uniform(key(index), [3, 5, 7, 2]),
);
/** Every example has the same code distribution, and the code itself, times `gain`, is the decoder's output. */
function known(mean: number[], logVariance: number[], gain = 1): EncoderDecoder {
  const row = variable(tensor2d([[...mean, ...logVariance]]));
  const scale = variable(tensor1d(mean.map(() => gain)));
  const encoder: Network = { variables: { row }, apply: (input) => tile(row, [input.shape[0]!, 1]) };
  const decoder: Network = { variables: { scale }, apply: (codes) => mul(codes, scale) };
  return { encoder, decoder, shape: [mean.length], latentSize: mean.length, seed: 1 };
}

onEveryBackend(() => {
  it('anneals the weight of the divergence by a schedule', async () => {
    const model = vae(mlp({ shape: [6], latentSize: 2, seed: 1, hidden: [8] }), { beta: (step) => step / 2 });
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

  it('has the loss of the paper where the noise is too small to matter', async () => {
    // exp(-40 / 2) = 2e-9, so the code is the mean to the last bit of a float32.
    const [mean, logVariance, data] = [
      [0.5, -2],
      [-40, -40],
      [0.25, 1],
    ];
    const model = vae(known(mean, logVariance), { beta: 3 });
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

  it('draws codes of the standard deviation exp(logVariance / 2)', async () => {
    const model = vae(known([0, 0], [2 * Math.log(3), 0]), { likelihood: squaredErrorLikelihood });
    const count = 4096;
    const { reconstruction } = model.evaluate(zeros([count, 2]));
    // E|c|² = 9 + 1; the variance of c² is 2σ⁴, so four standard errors of the mean are 4 √(2 (81 + 1) / 4096).
    await expectAllClose(reconstruction, [10], { absolute: 4 * Math.sqrt((2 * 82) / count), relative: 0 });
  });

  it('samples by the seed, and others by another key', async () => {
    const [a, b] = [flat(1), flat(1)];
    const sample = a.sample(3);
    expect(sample.shape).toEqual([3, 6]);
    await expectAllClose(sample, b.sample(3), { relative: 0, absolute: 0 });
    const other = await a.sample(3, { key: key(5) }).data();
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

  it('leaves nothing behind but what it returns', async () => {
    const model = flat(1);
    const data = zeros([2, 6]);
    await expectNoLeak(() =>
      dispose([
        ...Object.values(model.encode(data)),
        model.reconstruct(data),
        model.sample(2),
        model.interpolate(data, data, 3),
        ...Object.values(model.evaluate(data)),
      ] as Tensor[]),
    );
  });

  describe('refuses', () => {
    it.each<[string, (model: Vae) => unknown, string]>([
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
        'codes of another size',
        (model) => model.decode(zeros([2, 5])),
        'vae.decode: codes has shape [2,5] but [batch,2] was expected.',
      ],
      ['no samples', (model) => model.sample(0), 'vae.sample: count is 0 but an integer of at least 1 was expected.'],
      ['a negative beta', () => vae(mlp({ shape: [2], latentSize: 1, seed: 1 }), { beta: -1 }), 'vae: beta is -1'],
      ['a latent size of 0', () => mlp({ shape: [2], latentSize: 0, seed: 1 }), 'mlp: latentSize is 0'],
      ['a negative seed', () => mlp({ shape: [2], latentSize: 1, seed: -1 }), 'mlp: seed is -1'],
      [
        'an encoder that gives one number a code',
        () => {
          const { encoder, ...rest } = known([1], [1]);
          vae({ ...rest, encoder: { ...encoder, apply: (x) => clone(x) } }, { likelihood: gaussianLikelihood }).step(
            ones([2, 1]),
          );
        },
        "vae: the encoder's output has shape [2,1] but [batch,2] was expected.",
      ],
    ])('%s', (_, attempt, message) => {
      const model = flat(1);
      expect(() => attempt(model)).toThrow(message);
      expect(model.stepCount).toBe(0);
    });
  });
});
