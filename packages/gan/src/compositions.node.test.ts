import { hinge } from '@latentkit/losses';
import { key, uniform } from '@latentkit/random';
import { expectAllClose, onEveryBackend, testTrainable } from '@latentkit/testing';
import { dispose, type Scalar, type Tensor, tensor1d, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { gan, mlpGan, projectionGan, r3gan, sngan } from './index.ts';

// In Node alone: tests/variants.test.ts takes one step of each on every backend.
const options = { shape: [6], latentSize: 3 };
const hidden = [8];
const batch = (index: number) => uniform(key(index), [4, 6]);
const labelled = (index: number) => ({ data: batch(index), label: tensor1d([0, 2, 1, index % 3], 'int32') });

const projected = (seed: number) => gan(projectionGan({ classes: 3, hidden }), { ...options, seed, loss: hinge() });
const spectral = (seed: number) => sngan(mlpGan({ hidden }), { ...options, seed, criticSteps: 2 });

testTrainable('a conditional gan with a projection critic', projected, labelled);
testTrainable('r3gan', (seed) => r3gan(mlpGan({ hidden }), { ...options, seed }), batch);
testTrainable('sngan, from its weight average', spectral, batch, { every: { generator: 2 } });

onEveryBackend(() => {
  it('a conditional gan generates and scores by label, and needs it', async () => {
    const model = projected(1);
    const label = (...values: number[]) => ({ label: tensor1d(values, 'int32') });
    const [one, other] = [model.sample(2, key(1), label(0, 0)), model.sample(2, key(1), label(1, 1))];
    expect([...(await one.data())]).not.toEqual([...(await other.data())]);
    const scores = await Promise.all([label(0, 0), label(1, 1)].map((context) => model.score(one, context).data()));
    expect([...scores[0]!]).not.toEqual([...scores[1]!]);
    expect(() => model.sample(2, key(1))).toThrow(
      'gan.sample: context has no label, which the generator reads from its context: there is none.',
    );
    expect(() => model.sample(2, key(1), { lable: zeros([2]) })).toThrow('gan.sample: context has no label');
    expect(() => model.step(zeros([4, 6]))).toThrow('gan.step: batch has no label');
    expect(() => model.step({ data: zeros([4, 6]), label: tensor1d([0, 1, 2], 'int32') })).toThrow(
      'gan.step: batch.label has shape [3] but [4] was expected.',
    );
    expect(model.stepCount).toBe(0);
  });

  it('sngan samples from the average of its weights, which follows them', async () => {
    const model = spectral(1);
    const plain = gan(mlpGan({ hidden }), { ...options, seed: 1 });
    await expectAllClose(model.sample(2, key(1)), plain.sample(2, key(1)), { relative: 0, absolute: 0 });
    for (let step = 0; step < 2; step++) dispose(Object.values(model.step(batch(step))) as Scalar[]);
    const { tensors } = model.state();
    const values = await Promise.all(
      ['generator/0/0/1/kernel', 'average/0/0/1/kernel'].map((name) => (tensors[name] as Tensor).data()),
    );
    expect([...values[0]!]).not.toEqual([...values[1]!]);
    expect(Object.keys(tensors).some((name) => /^critic\/.*\/u$/.test(name))).toBe(true);
  });
});
