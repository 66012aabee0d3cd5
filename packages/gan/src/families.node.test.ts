import { diagonalGaussianFamily } from '@latentkit/distributions';
import { gradientPenalty, r1 } from '@latentkit/losses';
import { key, uniform } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend, testTrainable } from '@latentkit/testing';
import { dispose, fill, ones, type Tensor, tensor1d, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  acGan,
  biGan,
  categoricalCode,
  cycleGan,
  dcgan,
  infoGan,
  mlpGan,
  pix2pix,
  residualCycleGan,
  residualGan,
  resnextGan,
  styleGan,
  unetPix2Pix,
  uniformCode,
} from './index.ts';

const options = { shape: [6], latentSize: 3 };
const hidden = [8];
const batch = (index: number) => uniform(key(index), [4, 6]);
const labelled = (index: number) => ({ data: batch(index), label: tensor1d([0, 2, 1, index % 3], 'int32') });
const code = { digit: categoricalCode(3), slant: uniformCode(2, { standardDeviation: 'learned' }) };

const info = (seed: number) => infoGan(mlpGan({ hidden }), { ...options, seed, code });
const auxiliary = (seed: number) => acGan(mlpGan({ hidden }), { ...options, seed, classes: 3, averageDecay: 0.9 });
const bidirectional = (seed: number) => biGan(mlpGan({ hidden }), { ...options, seed, featureSize: 5 });
const picture = { shape: [5, 7, 1], targetShape: [5, 7, 2] };
const pictures = (index: number) => ({
  data: uniform(key(index), [3, 5, 7, 1]),
  target: uniform(key(index + 100), [3, 5, 7, 2]),
});
const cycle = (seed: number) => cycleGan(residualCycleGan({ filters: 2, blocks: 1 }), { ...picture, seed });
const pairs = (seed: number) => pix2pix(unetPix2Pix({ filters: [2, 3] }), { ...picture, seed });

testTrainable('infoGan', (seed) => infoGan(mlpGan({ hidden }), { ...options, seed, code, criticSteps: 2 }), batch, {
  every: { generator: 2, information: 2 },
});
testTrainable(
  'infoGan of one part',
  (seed) => infoGan(mlpGan({ hidden }), { ...options, seed, code: { digit: code.digit } }),
  batch,
);
testTrainable('acGan, from its weight average', auxiliary, labelled);
testTrainable('biGan', bidirectional, batch);
testTrainable('cycleGan', cycle, pictures);
testTrainable('pix2pix', pairs, pictures);
testTrainable(
  'infoGan of convolutions with R1',
  (seed) => infoGan(dcgan({ filters: [2] }), { shape: [5, 7, 2], latentSize: 3, seed, code, penalty: r1() }),
  (index) => uniform(key(index), [3, 5, 7, 2]),
);
testTrainable(
  'ALI: biGan with a posterior and a gradient penalty',
  (seed) =>
    biGan(mlpGan({ hidden }), { ...options, seed, posterior: diagonalGaussianFamily, penalty: gradientPenalty() }),
  batch,
);

onEveryBackend(() => {
  it('infoGan guesses every part of its code, and draws what a context lacks of it', async () => {
    const model = info(1);
    const guess = model.guess(zeros([2, 6]));
    expect([guess.digit.shape, guess.slant.shape]).toEqual([
      [2, 3],
      [2, 2],
    ]);
    const [a, b, c] = await guess.digit.data();
    expect(a! + b! + c!).toBeCloseTo(1, 6);
    const digit = tensor1d([0, 2], 'int32');
    const one = model.sample(2, key(1), { digit });
    const same = model.sample(2, key(1), { digit, slant: tensor2d([0, 0, 0, 0], [2, 2]) });
    expect([...(await one.data())]).not.toEqual([...(await same.data())]);
    expect(() => model.decode(zeros([2, 3]), { digit })).toThrow('infoGan.decode: context has no slant');
    const between = model.interpolate(
      zeros([1, 3]),
      ones([1, 3]),
      3,
      {},
      { digit: tensor1d([1], 'int32'), slant: zeros([1, 2]) },
    );
    expect(between.shape).toEqual([1, 3, 6]);
    expect(model.evaluate(batch(1))).toMatchObject({ critic: {}, generator: {}, guess: {}, information: {} });
    expect(model.score(zeros([2, 6])).shape).toEqual([2, 1]);
    const data = batch(1);
    await expectNoLeak(() => dispose([model.sample(2, key(1)), model.guess(data)]));
  });

  it('acGan generates by label, and classifies', async () => {
    const model = auxiliary(1);
    const label = (...values: number[]) => ({ label: tensor1d(values, 'int32') });
    const [one, other] = [model.sample(2, key(1), label(0, 0)), model.sample(2, key(1), label(1, 1))];
    expect([...(await one.data())]).not.toEqual([...(await other.data())]);
    expect(model.classify(one).shape).toEqual([2, 3]);
    expect(model.score(one).shape).toEqual([2, 1]);
    expect(Object.keys(model.evaluate(labelled(1)))).toEqual(['critic', 'classification', 'generator', 'requested']);
  });

  it('biGan encodes what it decodes, and scores pairs', async () => {
    const model = bidirectional(1);
    const data = batch(1);
    const latents = model.encode(data);
    expect(latents.shape).toEqual([4, 3]);
    await expectAllClose(model.reconstruct(data), model.decode(latents), { relative: 0, absolute: 0 });
    await expectAllClose(model.score(data), model.score(data, latents), { relative: 0, absolute: 0 });
    expect(model.interpolate(latents, latents, 3).shape).toEqual([4, 3, 6]);
    await expectNoLeak(() => dispose([model.encode(data), model.score(data), model.reconstruct(data)]));
  });

  it('cycleGan and pix2pix translate', async () => {
    const [way, paired, { data, target }] = [cycle(1), pairs(1), pictures(1)];
    expect(way.translate(data).shape).toEqual(target.shape);
    expect(way.translateBack(target).shape).toEqual(data.shape);
    await expectAllClose(way.reconstruct(data), way.translateBack(way.translate(data)), { relative: 0, absolute: 0 });
    expect(paired.translate(data).shape).toEqual(target.shape);
    expect(paired.score(data, target).shape).toEqual([3, 1]);
    expect(Object.keys(way.evaluate({ data, target }))).toEqual(['critic', 'generator', 'cycle']);
    expect(Object.keys(paired.evaluate({ data, target }))).toEqual(['critic', 'generator', 'reconstruction']);
    const same = cycleGan(residualCycleGan({ filters: 2, blocks: 0 }), {
      shape: [5, 7, 1],
      seed: 1,
      identityWeight: 5,
    });
    expect(Object.keys(same.step({ data, target: data }))).toEqual(['critic', 'generator', 'cycle', 'identity']);
    const wrong = { data, target: fill(target.shape, 2) };
    dispose(Object.values(way.step(wrong)) as Tensor[]);
    await expect(way.checkData()).rejects.toThrow(
      'cycleGan.step: the data go from 2 to 2 but the generator takes [0, 1]',
    );
  });

  it.each([
    ['dcgan', () => dcgan({ filters: [2] })],
    ['residualGan', () => residualGan({ filters: [2] })],
    ['resnextGan', () => resnextGan({ filters: [4] })],
    ['styleGan', () => styleGan({ filters: [2] })],
  ] as const)('infoGan, acGan and biGan take %s as it is', (_, make) => {
    const picture = { shape: [8, 8, 1], latentSize: 3, seed: 1 };
    const data = uniform(key(1), [4, 8, 8, 1]);
    const label = tensor1d([0, 2, 1, 1], 'int32');
    expect(infoGan(make(), { ...picture, code }).guess(data).digit.shape).toEqual([4, 3]);
    expect(acGan(make(), { ...picture, classes: 3 }).classify(data).shape).toEqual([4, 3]);
    expect(acGan(make(), { ...picture, classes: 3 }).sample(4, key(1), { label }).shape).toEqual([4, 8, 8, 1]);
    expect(biGan(make(), picture).reconstruct(data).shape).toEqual([4, 8, 8, 1]);
  });
});
