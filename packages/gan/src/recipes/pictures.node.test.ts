import { useBackend } from '@latentkit/backend';
import { r1 } from '@latentkit/losses';
import { key, uniform } from '@latentkit/random';
import { expectAllClose, onEveryBackend, testGenerative, testTrainable } from '@latentkit/testing';
import {
  dispose,
  fill,
  mean,
  moments,
  type Scalar,
  slice,
  type Tensor,
  tensor1d,
  tensor2d,
  zeros,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { dcgan, type GanArchitecture, gan, r3gan, residualGan, resnextGan, sngan, styleGan } from '../index.ts';

// In Node alone: tests/variants.test.ts takes one step of each on every backend.
const options = { shape: [4, 4, 2], latentSize: 3 };
const batch = (index: number) => uniform(key(index), [4, 4, 4, 2]);
const labels = (count: number) =>
  tensor1d(
    Array.from({ length: count }, (_, i) => i % 3),
    'int32',
  );
const labelled = (index: number) => ({ data: batch(index), label: labels(4) });
const filters = [2];

const conditional = (seed: number) => gan(dcgan({ filters, classes: 3 }), { ...options, seed });
const residual = (seed: number) => sngan(residualGan({ filters, classes: 3 }), { ...options, seed });
const resnext = (seed: number) => r3gan(resnextGan({ filters }), { ...options, seed });
const style = (seed: number) => gan(styleGan({ filters, mapping: [3, 4] }), { ...options, seed, penalty: r1() });

testTrainable('a conditional dcgan', conditional, labelled);
testTrainable('sngan of conditional residual networks', residual, labelled);
testTrainable('r3gan of ResNeXt blocks', resnext, batch);
testTrainable('a style-based gan', style, batch);
const context = (count: number) => ({ label: labels(count) });
testGenerative('a conditional dcgan', () => conditional(1), 3, { context });
testGenerative('sngan of conditional residual networks', () => residual(1), 3, { context });
testGenerative('r3gan of ResNeXt blocks', () => resnext(1), 3);
testGenerative('a style-based gan', () => style(1), 3);

const architectures: Record<string, () => GanArchitecture> = { dcgan, residualGan, resnextGan, styleGan };

const shapes = [
  [28, 28, 1],
  [32, 32, 3],
  [16, 16, 1],
  [8, 8, 2],
  [14, 28, 1],
];

describe.each(Object.entries(architectures))('%s', (_, architecture) => {
  // What shapes go together does not depend on the backend, and cpu would take long.
  beforeAll(() => useBackend('wasm', { threads: 1 }));

  it.each(shapes)('generates and scores pictures of %j×%j×%j', async (...shape) => {
    const model = gan(architecture(), { shape, latentSize: 3, seed: 1 });
    const samples = model.sample(2, key(1));
    expect(samples.shape).toEqual([2, ...shape]);
    expect([...(await samples.data())]).toSatisfy((all: number[]) => all.every((x) => x > 0 && x < 1));
    expect(model.score(samples).shape).toEqual([2, 1]);
    model.dispose();
  });
});

describe('a conditional dcgan', () => {
  onEveryBackend(() => {
    it('generates and scores by label', async () => {
      const model = conditional(1);
      const data = batch(1);
      // Scales and offsets of all labels begin alike.
      for (let i = 0; i < 2; i++) dispose(Object.values(model.step(labelled(i))) as Scalar[]);
      const of = (label: number) => ({ label: fill([4], label, 'int32') });
      const read = async (x: Tensor) => [...(await x.data())];
      expect(await read(model.sample(4, key(1), of(0)))).not.toEqual(await read(model.sample(4, key(1), of(1))));
      expect(await read(model.score(data, of(0)))).not.toEqual(await read(model.score(data, of(1))));
      expect(() => model.step(data)).toThrow('gan.step: batch has no label');
    });
  });
});

describe('resnextGan', () => {
  onEveryBackend(() => {
    it('has kernels that are smaller the more blocks there are', async () => {
      const model = gan(resnextGan({ filters: [64], blocks: 4 }), { ...options, seed: 1 });
      const { tensors } = model.state();
      const [name] = Object.keys(tensors).filter((name) => /^critic.*block\/0\/kernel$/.test(name));
      const { variance } = moments(tensors[name!]!);
      // 8 blocks: 2 / 1.04 / 64 · 8^(−1/2); four standard errors of the variance of 64 · 128 draws are 6 %.
      await expectAllClose(variance, [2 / 1.04 / 64 / Math.sqrt(8)], { relative: 0.06 });
    });

    it('begins with blocks that change nothing', async () => {
      // Without its blocks the critic is linear: the score of a mean is the mean of the scores.
      const model = gan(resnextGan({ filters: [4, 6], blocks: 2 }), { ...options, shape: [8, 8, 2], seed: 1 });
      const data = uniform(key(1), [2, 8, 8, 2]);
      const expected = mean(model.score(data), 0, true);
      await expectAllClose(model.score(mean(data, 0, true)), expected, { relative: 1e-4, absolute: 1e-5 });
    });
  });
});

describe('a style-based gan', () => {
  onEveryBackend(() => {
    it('mixes styles while training, as often as it is told', async () => {
      const critic = async (mixing: number) => {
        const model = gan(styleGan({ filters, mapping: [3], mixing }), { ...options, seed: 1 });
        const before = await model.sample(2, key(1)).data();
        const [score] = await model.step(batch(1)).critic.data();
        return { before: [...before], score };
      };
      const [never, always] = [await critic(0), await critic(1)];
      expect(always.before).toEqual(never.before);
      expect(always.score).not.toBe(never.score);
      expect((await critic(1)).score).toBe(always.score);
    });

    it('draws styles towards their mean by the truncation of each example', async () => {
      const model = style(1);
      for (let i = 0; i < 3; i++) dispose(Object.values(model.step(batch(i))) as Scalar[]);
      const sample = (...truncation: number[]) => model.sample(3, key(1), { truncation: tensor2d(truncation, [3, 1]) });
      await expectAllClose(sample(1, 1, 1), model.sample(3, key(1)), { relative: 1e-5, absolute: 1e-6 });
      const [first, second, third] = [0, 1, 2].map((i) => slice(sample(0, 0, 0.5), i, 1)) as [Tensor, Tensor, Tensor];
      await expectAllClose(first, second, { relative: 1e-6, absolute: 1e-6 });
      expect([...(await third.data())]).not.toEqual([...(await first.data())]);
      expect(() => model.sample(3, key(1), { truncation: zeros([3]) })).toThrow(
        'gan.sample: context.truncation has shape [3] but [3,1] was expected.',
      );
    });
  });
});

it.each<[string, () => unknown, string]>([
  [
    'a size that stages cannot halve',
    () => gan(residualGan(), { ...options, seed: 1, shape: [30, 28, 1] }),
    'residualGan: shape is [30,28,1] but a height and a width that 2 stages can halve, multiples of 4, were expected.',
  ],
  [
    'such a width',
    () => gan(residualGan(), { ...options, seed: 1, shape: [28, 30, 1] }),
    'residualGan: shape is [28,30,1] but a height and a width that 2 stages can halve, multiples of 4, were expected.',
  ],
  [
    'more stages than the size has halves',
    () => gan(resnextGan({ filters: [2, 2, 2] }), { ...options, seed: 1, shape: [28, 28, 1] }),
    'resnextGan: shape is [28,28,1] but a height and a width that 3 stages can halve, multiples of 8, were expected.',
  ],
  [
    'no picture',
    () => gan(styleGan(), { ...options, seed: 1, shape: [28, 28] }),
    'styleGan: shape is [28,28] but [height,width,channels] was expected.',
  ],
  ['no stages', () => residualGan({ filters: [] }), 'residualGan: filters is [] but those of at least one stage'],
  ['no classes', () => dcgan({ classes: 0 }), 'dcgan: classes is 0'],
  ['half a class', () => residualGan({ classes: 1.5 }), 'residualGan: classes is 1.5'],
  ['no blocks', () => resnextGan({ blocks: 0 }), 'resnextGan: blocks is 0'],
  ['no expansion', () => resnextGan({ expansion: 0 }), 'resnextGan: expansion is 0'],
  ['no mapping', () => styleGan({ mapping: [] }), 'styleGan: mapping is [] but units of at least one layer'],
  ['a mixing that is no probability', () => styleGan({ mixing: 2 }), 'styleGan: mixing is 2'],
])('refuses %s', (_, attempt, message) => {
  expect(attempt).toThrow(message);
});
