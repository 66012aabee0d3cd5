import { key } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  adam,
  batchNorm,
  collectState,
  dense,
  minimize,
  restoreState,
  type State,
  StateMismatchError,
  sequential,
  variablesOf,
} from '../index.ts';

function build(seed: number, units = 2) {
  const encoder = sequential([dense(units), batchNorm()], { inputShape: [3], key: key(seed) });
  const optimizer = adam({ learningRate: 0.1 }).bind(variablesOf({ encoder }));
  const x = tf.tensor2d([
    [1, 2, 3],
    [3, 2, 2],
    [-1, 0, 4],
  ]);
  return {
    parts: { encoder, optimizer },
    step: () =>
      minimize(optimizer, () => ({
        loss: tf.mean<tf.Scalar>(tf.square(tf.sub(encoder.apply(x, { training: true }), 2))),
      })).loss.dispose(),
  };
}

onEveryBackend(() => {
  describe('collectState and restoreState', () => {
    it('name every tensor and counter by its part', () => {
      const { parts } = build(1);
      const state = collectState('line', parts, { step: 3 });
      expect(state.kind).toBe('line');
      expect(Object.keys(state.tensors)).toEqual([
        'encoder/0/kernel',
        'encoder/0/bias',
        'encoder/1/scale',
        'encoder/1/offset',
        'encoder/1/movingMean',
        'encoder/1/movingVariance',
        'optimizer/encoder/0/kernel/m',
        'optimizer/encoder/0/kernel/v',
        'optimizer/encoder/0/bias/m',
        'optimizer/encoder/0/bias/v',
        'optimizer/encoder/1/scale/m',
        'optimizer/encoder/1/scale/v',
        'optimizer/encoder/1/offset/m',
        'optimizer/encoder/1/offset/v',
      ]);
      expect(state.counters).toEqual({ step: 3, 'optimizer/step': 0 });
    });

    it('carry over all that the next step depends on, bit for bit', async () => {
      const [one, other] = [build(1), build(2)];
      for (let i = 0; i < 3; i++) one.step();
      const state = collectState('line', one.parts, { step: 3 });
      expect(restoreState(state, 'line', other.parts, { step: 0 })).toEqual({ step: 3 });
      for (let i = 0; i < 3; i++) {
        one.step();
        other.step();
      }
      const [expected, got] = [collectState('line', one.parts), collectState('line', other.parts)];
      for (const [name, tensor] of Object.entries(expected.tensors)) {
        await expectAllClose(got.tensors[name]!, await tensor.data(), { relative: 0, absolute: 0 });
      }
      expect(got.counters).toEqual({ 'optimizer/step': 6 });
      await expectNoLeak(() => restoreState(collectState('line', one.parts), 'line', other.parts));
      restoreState(collectState('line', one.parts), 'line', one.parts);
      await expectAllClose(one.parts.encoder.variables['0/kernel']!, other.parts.encoder.variables['0/kernel']!, {
        relative: 0,
        absolute: 0,
      });
    });

    const { tensors, ...rest } = { kind: 'line', counters: { step: 1, 'optimizer/step': 0 }, tensors: {} };
    it.each<[string, (state: State) => State, string]>([
      [
        'kind',
        (state) => ({ ...state, kind: 'vae' }),
        'line.restore: the state is of a vae but of a line was expected.',
      ],
      ['names', () => ({ ...rest, tensors }), 'line.restore: the state has no tensor encoder/0/kernel'],
      [
        'more names',
        (state) => ({ ...state, tensors: { ...state.tensors, 'encoder/9/kernel': tf.scalar(0) } }),
        'line.restore: the state has a tensor encoder/9/kernel, which was not expected.',
      ],
      [
        'shapes',
        (state) => ({ ...state, tensors: { ...state.tensors, 'encoder/1/offset': tf.zeros([3]) } }),
        'line.restore: encoder/1/offset has shape [3] in the state but [2] was expected.',
      ],
      [
        'types',
        (state) => ({ ...state, tensors: { ...state.tensors, 'encoder/1/offset': tf.zeros([2], 'int32') } }),
        'line.restore: encoder/1/offset has type int32 in the state but float32 was expected.',
      ],
      [
        'counters',
        (state) => ({ ...state, counters: { step: 1 } }),
        'line.restore: the state has no counter optimizer/step',
      ],
      [
        'counts',
        (state) => ({ ...state, counters: { step: 0.5, 'optimizer/step': 0 } }),
        'line.restore: the counter step is 0.5',
      ],
      [
        'tensors that are none',
        (state) => ({ ...state, tensors: { ...state.tensors, 'encoder/1/offset': [1, 2] as never } }),
        'line.restore: encoder/1/offset is [1,2] in the state but a tensor was expected.',
      ],
      [
        'tensors that have been disposed',
        (state) => {
          const gone = tf.zeros([2]);
          gone.dispose();
          return { ...state, tensors: { ...state.tensors, 'optimizer/encoder/1/offset/v': gone } };
        },
        'line.restore: optimizer/encoder/1/offset/v is a tensor in the state that has been disposed.',
      ],
      [
        'states',
        (state) => ({ ...state, counters: null as never }),
        'line.restore: the state has null for its counters',
      ],
      [
        'names that only look like own ones',
        (state) => ({ ...state, counters: Object.create({ step: 1, 'optimizer/step': 0 }) }),
        'line.restore: the state has no counter step',
      ],
    ])('refuse other %s, and change nothing', async (_, change, message) => {
      const [one, other] = [build(1), build(2)];
      one.step();
      const state = change(collectState('line', one.parts, { step: 1 }));
      const before = collectState('line', other.parts);
      const values = await Promise.all(Object.values(before.tensors).map((tensor) => tensor.data()));
      const restore = () => restoreState(state, 'line', other.parts, { step: 0 });
      expect(restore).toThrow(StateMismatchError);
      expect(restore).toThrow(message);
      for (const [i, tensor] of Object.values(before.tensors).entries()) await expectAllClose(tensor, values[i]!);
      expect(collectState('line', other.parts).counters).toEqual(before.counters);
    });
  });

  it('restoreState names what is no state', () => {
    const { parts } = build(1);
    expect(() => restoreState(undefined as never, 'line', parts)).toThrow(
      'line.restore: state is undefined but { kind, tensors, counters } was expected.',
    );
  });
});
