import { gradientPenalty, minimax, wasserstein } from '@latentkit/losses';
import { dense, sequential, sgd, sigmoid, zerosInitializer } from '@latentkit/nn';
import { key, uniform } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend, testTrainable } from '@latentkit/testing';
import { dispose, fill, ones, type Scalar, slice, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { dcgan, type Gan, gan, mlpGan, packing, pointsGan, projectionGan, wganGp } from './index.ts';

const options = { shape: [6], latentSize: 3, seed: 1 };
const small = () => mlpGan({ hidden: [8] });
const flat = (seed: number) => gan(small(), { ...options, seed });
const batch = (index: number) => uniform(key(index), [4, 6]);

testTrainable('gan of perceptrons', flat, batch);
testTrainable('wganGp', (seed) => wganGp(small(), { ...options, seed, criticSteps: 2 }), batch, {
  every: { generator: 2 },
});
testTrainable(
  'dcgan',
  (seed) => gan(dcgan({ filters: [4, 6] }), { shape: [5, 7, 2], latentSize: 3, seed }),
  (index) => uniform(key(index), [3, 5, 7, 2]),
);

/** A generator that gives zeros and a critic that scores everything alike: every first loss is known. */
function undecided() {
  const blank = dense(1, { kernelInitializer: zerosInitializer });
  const generator = sequential([blank], { inputShape: [1], key: key(0) });
  const critic = sequential([blank], { inputShape: [1], key: key(1) });
  return { generator, critic };
}

const single = { shape: [1], latentSize: 1, seed: 1 };

onEveryBackend(() => {
  it('begins at the value of the undecided game', async () => {
    const scalars = gan(undecided(), { ...single, loss: minimax() }).step(ones([4, 1]));
    await expectAllClose(scalars.critic, [2 * Math.LN2]);
    expect(Object.keys(scalars)).toEqual(['critic', 'generator']);
  });

  it('steps the critic up the slope of the Wasserstein distance', async () => {
    // critic(x) = w x + b with w = 0: the loss w · 0 − w · 1 has the slope −1, so a step of 0.5 makes w = 0.5; b cancels.
    const networks = undecided();
    const still = sgd({ learningRate: 0.25 });
    const model = gan(networks, {
      ...single,
      loss: wasserstein(),
      criticOptimizer: sgd({ learningRate: 0.5 }),
      generatorOptimizer: still,
    });
    const { generator } = model.step(ones([4, 1]));
    await expectAllClose(networks.critic.variables['0/kernel']!, [0.5]);
    // The generator meets the critic that has just moved: −C(0) = 0, and its bias climbs by 0.25 · w.
    await expectAllClose(generator!, [0]);
    await expectAllClose(networks.generator.variables['0/bias']!, [0.125]);
  });

  it('moves the generator every criticSteps steps only, and the critic always', async () => {
    const model = gan(small(), { ...options, criticSteps: 3 });
    const weights = async () => {
      const read = async (part: 'generator' | 'critic') => {
        const tensors = Object.entries(model.state().tensors).filter(([name]) => name.startsWith(`${part}/`));
        return (await Promise.all(tensors.map(([, value]) => value.data()))).join();
      };
      return { generator: await read('generator'), critic: await read('critic') };
    };
    const moved: [boolean, boolean][] = [];
    const logged: boolean[] = [];
    for (let step = 0; step < 6; step++) {
      const before = await weights();
      const terms = model.step(batch(step));
      logged.push('generator' in terms);
      dispose(Object.values(terms) as Scalar[]);
      const after = await weights();
      moved.push([before.generator !== after.generator, before.critic !== after.critic]);
    }
    expect(moved.map(([generator]) => generator)).toEqual([false, false, true, false, false, true]);
    expect(logged).toEqual([false, false, true, false, false, true]);
    expect(moved.every(([, critic]) => critic)).toBe(true);
  });

  it('logs a penalty under its own name', async () => {
    // The undecided critic is flat, so WGAN-GP charges 10 · (0 − 1)².
    const scalars: Record<string, Parameters<typeof dispose>[0]> = gan(undecided(), {
      ...single,
      loss: wasserstein(),
      penalty: gradientPenalty(),
    }).step(ones([4, 1]));
    expect(Object.keys(scalars).sort()).toEqual(['critic', 'generator', 'penalty']);
    await expectAllClose(scalars.penalty as never, [10]);
  });

  it('samples in [0, 1] where the data are, by the seed, and others by another key', async () => {
    const model = gan(dcgan({ filters: [4] }), { shape: [8, 8, 1], latentSize: 4, seed: 1 });
    const sample = await model.sample(5, key(1)).data();
    expect(sample.every((value) => value >= 0 && value <= 1)).toBe(true);
    await expectAllClose(model.sample(5, key(1)), sample, { relative: 0, absolute: 0 });
    expect([...(await model.sample(5, key(9)).data())]).not.toEqual([...sample]);
  });

  it('interpolates between latents, and leaves nothing behind but what it returns', async () => {
    const model = flat(1);
    const [from, to, data] = [zeros([2, 3]), ones([2, 3]), zeros([2, 6])];
    const between = model.interpolate(from, to, 4);
    expect(between.shape).toEqual([2, 4, 6]);
    await expectAllClose(slice(between, [0, 3, 0], [2, 1, 6]), model.decode(to), { relative: 1e-5 });
    await expectNoLeak(() => dispose([model.sample(2, key(1)), model.score(data), model.interpolate(from, to, 3)]));
  });

  it('says at a check that its generator cannot give such data, where that is known', async () => {
    const model = flat(1);
    dispose(model.step(fill([2, 6], -2)));
    await expect(model.checkData()).rejects.toThrow(
      'gan.step: the data go from -2 to -2 but the generator takes [0, 1]: scale the data, or use a generator',
    );
    const free = gan(pointsGan(), { shape: [2], latentSize: 4, seed: 1 });
    dispose(free.step(fill([2, 2], -2)));
    await free.checkData();
  });

  describe('refuses', () => {
    it.each<[string, (model: Gan) => unknown, string]>([
      [
        'a batch of another shape',
        (model) => model.step(zeros([2, 5])),
        'gan.step: batch has shape [2,5] but [batch,6] was expected.',
      ],
      [
        'latents of another size',
        (model) => model.decode(zeros([2, 5])),
        'gan.decode: latents has shape [2,5] but [batch,3] was expected.',
      ],
      [
        'data of another shape',
        (model) => model.score(zeros([2, 5])),
        'gan.score: data has shape [2,5] but [batch,6] was expected.',
      ],
      [
        'a critic that ends in a sigmoid',
        () => {
          const critic = sequential([dense(1), sigmoid], { inputShape: [6], key: key(1) });
          gan({ ...small(), critic }, options);
        },
        'gan: critic ends in sigmoid, which gives numbers from 0 to 1, but a loss takes scores, which can be any number',
      ],
      [
        'a generator of another size',
        () => {
          const generator = sequential([dense(5)], { inputShape: [3], key: key(1) });
          gan({ ...small(), generator }, options);
        },
        'gan: generator gives [5] for each example but [6] was expected.',
      ],
      ['no steps of the critic', () => gan(small(), { ...options, criticSteps: 0 }), 'gan: criticSteps is 0'],
      ['a picture without channels', () => gan(dcgan(), { ...options, shape: [5, 7] }), '[height,width,channels]'],
      [
        'a critic with batch norm under a penalty',
        () => gan(dcgan({ filters: [2, 2] }), { ...options, shape: [4, 4, 1], penalty: gradientPenalty() }),
        'gan: critic has batch norm, so that a score depends on the rest of the batch and a penalty for each example means nothing',
      ],
      [
        'a critic that reads a context of packed examples',
        () => gan(projectionGan({ classes: 3, hidden: [8] }), { ...options, view: packing(2) }),
        'gan: critic reads label from its context, but of 2 packed examples each has its own: leave packing out.',
      ],
      ['a latent size of 0', () => gan(small(), { ...options, latentSize: 0 }), 'gan: latentSize is 0'],
    ])('%s', (_, attempt, message) => {
      const model = flat(1);
      expect(() => attempt(model)).toThrow(message);
      expect(model.stepCount).toBe(0);
    });
  });
});
