import { adam, dense, dropout, type Network, sequential, sgd } from '@latentkit/nn';
import { key, uniform } from '@latentkit/random';
import { onEveryBackend, testTrainable } from '@latentkit/testing';
import { dispose, mean, mul, ones, type Scalar, square, type Tensor } from '@tensorflow/tfjs-core';
import { expect, expectTypeOf, it, vi } from 'vitest';
import { assertBatch, type DataWatch, type Phase, trainable } from './index.ts';

const network = (seed: number) => sequential([dense(2), dropout(0.5)], { inputShape: [3], key: key(seed) });
const lossOf = (part: Network, batch: Tensor, seed: readonly [number, number]) =>
  mean<Scalar>(square(part.apply(batch, { training: true, key: seed })));

/** Two networks, each with a phase of its own; the second takes part in every third step. */
function make(seed: number, extra: { after?: () => void; watch?: DataWatch } = {}) {
  const [critic, generator] = [network(seed), network(seed + 1)];
  return trainable({
    kind: 'pair',
    seed,
    parts: { critic, generator },
    check: (batch) => assertBatch('pair.step', 'batch', batch, { shape: [3], networks: { critic } }),
    phases: {
      critic: {
        trains: { critic },
        optimizer: adam(),
        loss: (batch: Tensor, at) => () => {
          const adversarial = lossOf(critic, batch, at.key);
          // A term of the phase's name stands in its place.
          return { loss: mul<Scalar>(adversarial, 2), critic: adversarial };
        },
      },
      generator: {
        trains: { generator },
        optimizer: sgd({ learningRate: 0.1 }),
        every: 3,
        loss: (batch: Tensor, at) => () => ({ loss: lossOf(generator, batch, at.key) }),
      },
    },
    ...extra,
  });
}
const batch = (index: number) => uniform(key(index), [4, 3]);
const every = { generator: 3 };
testTrainable('a model of two phases', (seed) => make(seed), batch, { every, random: ['critic', 'generator'] });

it('types the terms of a phase with every as possibly absent, and the others as there', () => {
  type Terms = ReturnType<ReturnType<typeof make>['step']>;
  expectTypeOf<Terms['critic']>().toEqualTypeOf<Scalar>();
  expectTypeOf<Terms['generator']>().toEqualTypeOf<Scalar | undefined>();
});

onEveryBackend(() => {
  it('logs a term of the name of its phase in place of the loss, and saves each optimizer by its phase', () => {
    const model = make(1);
    expect(Object.keys(model.step(ones([4, 3])))).toEqual(['critic']);
    expect(model.state().counters).toEqual({ step: 1, 'criticOptimizer/step': 1, 'generatorOptimizer/step': 0 });
    expect(Object.keys(model.state().tensors)).toContain('criticOptimizer/critic/0/kernel/m');
  });

  it('computes nothing of a phase that is not due', () => {
    const line = network(1);
    const [prepared, computed] = [vi.fn(), vi.fn()];
    const model = trainable({
      kind: 'line',
      seed: 1,
      parts: { line },
      check: () => {},
      phases: {
        now: { trains: { line }, optimizer: sgd(), loss: (x: Tensor, at) => () => ({ loss: lossOf(line, x, at.key) }) },
        later: {
          trains: { line },
          optimizer: sgd(),
          every: 2,
          loss(x: Tensor, at) {
            prepared(at.step);
            return () => {
              computed(at.step);
              return { loss: lossOf(line, x, at.key) };
            };
          },
        },
      },
    });
    for (let step = 0; step < 4; step++) dispose(Object.values(model.step(ones([4, 3]))) as Tensor[]);
    expect(prepared.mock.calls).toEqual([[1], [3]]);
    expect(computed.mock.calls).toEqual([[1], [3]]);
  });

  it('gives every step and every phase a key of its own, and after another', () => {
    const line = network(1);
    const keys: string[] = [];
    const phase: Phase<Tensor> = {
      trains: { line },
      optimizer: sgd(),
      loss: (x, at) => {
        keys.push(at.key.join());
        return () => ({ loss: lossOf(line, x, at.key) });
      },
    };
    const model = trainable({
      kind: 'line',
      seed: 1,
      parts: { line },
      check: () => {},
      phases: { one: phase, two: phase },
      after: (_, at) => void keys.push(at.key.join()),
    });
    for (let step = 0; step < 3; step++) dispose(Object.values(model.step(ones([4, 3]))));
    expect(keys.length).toBe(9);
    expect(new Set(keys).size).toBe(9);
  });

  it('comes to after once a step, with the weights moved, and shows the watch its data', async () => {
    const seen: number[] = [];
    const watch: DataWatch = {
      see: (data) => void seen.push(data.size),
      check: vi.fn(async () => {}),
      dispose: vi.fn(),
    };
    const line = network(1);
    const weights: number[] = [];
    const model = trainable({
      kind: 'line',
      seed: 1,
      parts: { line },
      check: () => {},
      watch,
      after: () => void weights.push(line.variables['0/bias']!.dataSync()[0]!),
      phases: {
        loss: {
          trains: { line },
          optimizer: sgd({ learningRate: 1 }),
          loss: (x: Tensor) => () => ({ loss: mean<Scalar>(line.apply(x)) }),
        },
      },
    });
    for (let step = 0; step < 2; step++) dispose(model.step(ones([4, 3])));
    // Two biases, of which the loss is the mean: each moves by −1/2 a step.
    expect(weights).toEqual([-0.5, -1]);
    expect(seen).toEqual([12, 12]);
    await (model as unknown as { checkData(): Promise<void> }).checkData();
    expect(watch.check).toHaveBeenCalledOnce();
    model.dispose();
    expect(watch.dispose).toHaveBeenCalledOnce();
  });

  it('refuses a learning rate that turns invalid at a later step, before that step counts', () => {
    const line = network(1);
    const model = trainable({
      kind: 'line',
      seed: 1,
      parts: { line },
      check: () => {},
      phases: {
        loss: {
          trains: { line },
          optimizer: sgd({ learningRate: (step) => (step < 2 ? 0.1 : Number.NaN) }),
          loss: (x: Tensor, at) => () => ({ loss: lossOf(line, x, at.key) }),
        },
      },
    });
    for (let step = 0; step < 2; step++) dispose(model.step(ones([4, 3])));
    expect(() => model.step(ones([4, 3]))).toThrow(/learningRate/);
    expect(model.stepCount).toBe(2);
  });
});
