import { squaredErrorLikelihood } from '@latentkit/distributions';
import type { Generative } from '@latentkit/model';
import { dense, sequential } from '@latentkit/nn';
import { key, uniform } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend, testTrainable } from '@latentkit/testing';
import { dispose, fill, mean, ones, slice, square, sub, sum, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type Ae, ae, conv, mlp, points } from './index.ts';

const options = { shape: [6], latentSize: 2, seed: 1 };
const small = () => mlp({ hidden: [8] });
const flat = (seed: number) => ae(small(), { ...options, seed });

testTrainable('ae of perceptrons', flat, (index) => uniform(key(index), [4, 6]));
testTrainable(
  'ae of convolutions',
  (seed) => ae(conv({ filters: [4] }), { shape: [5, 7, 2], latentSize: 2, seed }),
  (index) => uniform(key(index), [3, 5, 7, 2]),
);
onEveryBackend(() => {
  it('measures what it shows: the loss is the error of its reconstructions', async () => {
    const model = ae(points(), { shape: [2], latentSize: 1, seed: 1, likelihood: squaredErrorLikelihood });
    const data = uniform(key(1), [8, 2]);
    const error = mean(sum(square(sub(model.reconstruct(data), data)), 1));
    await expectAllClose(model.evaluate(data).loss, error, { relative: 1e-5 });
  });

  it('gives the loss of each example, whose mean is that of the batch', async () => {
    const model = flat(1);
    const data = uniform(key(2), [3, 6]);
    const { loss } = model.evaluate(data, { perExample: true });
    expect(loss.shape).toEqual([3]);
    await expectAllClose(mean(loss), model.evaluate(data).loss, { relative: 1e-6 });
  });

  it('says at a check that its data are none of its likelihood', async () => {
    const model = flat(1);
    dispose(model.step(ones([2, 6])));
    await model.checkData();
    dispose(model.step(fill([2, 6], 255)));
    await expect(model.checkData()).rejects.toThrow(
      'ae.step: the data go from 1 to 255 but bernoulliLikelihood takes [0, 1]:',
    );
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
        model.encode(data),
        model.reconstruct(data),
        model.interpolate(data, data, 3),
        ...Object.values<Tensor>(model.evaluate(data)),
      ]),
    );
  });

  describe('refuses', () => {
    it.each<[string, (model: Ae) => unknown, string]>([
      [
        'a batch of another shape',
        (model) => model.step(zeros([2, 5])),
        'ae.step: batch has shape [2,5] but [batch,6] was expected.',
      ],
      [
        'data of another shape',
        (model) => model.encode(zeros([2, 5])),
        'ae.encode: data has shape [2,5] but [batch,6] was expected.',
      ],
      [
        'latents of another size',
        (model) => model.decode(zeros([2, 5])),
        'ae.decode: latents has shape [2,5] but [batch,2] was expected.',
      ],
      [
        'a decoder of another size',
        () => ae({ ...small(), decoder: sequential([dense(5)], { inputShape: [2], key: key(1) }) }, options),
        'ae: decoder gives [5] for each example but [6] was expected: what bernoulliLikelihood takes for an example.',
      ],
      ['a picture without channels', () => ae(conv(), { ...options, shape: [5, 7] }), '[height,width,channels]'],
      ['a shape of 0', () => ae(small(), { ...options, shape: [0] }), 'ae: shape is [0]'],
      [
        'one network twice',
        () => {
          const one = sequential([dense(6)], { inputShape: [6], key: key(1) });
          ae({ encoder: one, decoder: one }, { ...options, latentSize: 6 });
        },
        'ae: decoder has the variable 0/kernel, which is also 0/kernel of encoder, but variables of its own were expected.',
      ],
      [
        'a sample',
        (model) => (model as unknown as Generative).sample(2, key(1)),
        'ae.sample: the bottleneck has no prior',
      ],
    ])('%s', (_, attempt, message) => {
      const model = flat(1);
      expect(() => attempt(model)).toThrow(message);
      expect(model.stepCount).toBe(0);
    });
  });
});
