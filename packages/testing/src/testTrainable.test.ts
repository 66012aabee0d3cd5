import { type State, StateMismatchError, type Trainable } from '@latentkit/nn';
import { foldIn, key, normal } from '@latentkit/random';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onEveryBackend } from './backends.ts';
import { testTrainable } from './testTrainable.ts';
import { trainableChecks } from './trainableChecks.ts';

type Toy = Trainable<tf.Tensor, Record<'loss', tf.Scalar>>;

/** A mean, learned from noisy data by gradient descent with momentum: the least that has weights, moments and noise. */
function toy(seed: number): Toy {
  const weight = tf.tidy(() => tf.variable(normal(key(seed), [3])));
  const moment = tf.tidy(() => tf.variable(tf.zeros([3])));
  let stepCount = 0;
  const state = (): State => ({ kind: 'toy', tensors: { weight, moment }, counters: { step: stepCount } });
  return {
    get stepCount() {
      return stepCount;
    },
    step(batch) {
      if (batch.rank !== 2 || batch.shape[1] !== 3) {
        throw new RangeError(`toy.step: batch has shape [${batch.shape}] but [batch,3] was expected.`);
      }
      return tf.tidy(() => {
        const noise = tf.mul(normal(foldIn(key(seed), stepCount), batch.shape), 0.1);
        const { value, grads } = tf.variableGrads(
          () => tf.mean(tf.square(tf.sub(tf.add(batch, noise), weight))),
          [weight],
        );
        moment.assign(tf.add(tf.mul(moment, 0.9), grads[weight.name]!));
        weight.assign(tf.sub(weight, tf.mul(moment, 0.1)));
        stepCount++;
        return { loss: value };
      });
    },
    state,
    restore(given) {
      const names = Object.keys(given.tensors).sort().join();
      const step = given.counters.step!;
      if (
        given.kind !== 'toy' ||
        names !== 'moment,weight' ||
        Object.values(given.tensors).some(({ shape }) => shape.join() !== '3') ||
        Object.keys(given.counters).join() !== 'step' ||
        !Number.isInteger(step) ||
        step < 0
      ) {
        throw new StateMismatchError('toy.restore: no.');
      }
      tf.tidy(() => {
        const [w, m] = [tf.clone(given.tensors.weight!), tf.clone(given.tensors.moment!)];
        weight.assign(w);
        moment.assign(m);
      });
      stepCount = step;
    },
    dispose: () => tf.dispose([weight, moment]),
  };
}

const makeBatch = (index: number) => tf.tidy(() => tf.add(normal(key(100 + index), [4, 3]), 2));

testTrainable('a toy', toy, makeBatch);

/** A toy with one thing wrong. */
const broken = (change: (model: Toy, seed: number) => Partial<Toy>) => (seed: number) => {
  const model = toy(seed);
  return Object.defineProperties(
    Object.create(model, Object.getOwnPropertyDescriptors(model)),
    Object.getOwnPropertyDescriptors(change(model, seed)),
  ) as Toy;
};

const faults: Record<string, { make: (seed: number) => Toy; caughtBy: string }> = {
  'a loss that is NaN': {
    make: broken((model) => ({
      step: (batch) => ({ loss: tf.tidy(() => tf.mul(model.step(batch).loss, Number.NaN)) }),
    })),
    caughtBy: 'a step gives finite scalars',
  },
  'a disposed batch': {
    make: broken((model) => ({
      step: (batch) => {
        const metrics = model.step(batch);
        batch.dispose();
        return metrics;
      },
    })),
    caughtBy: 'a step gives finite scalars',
  },
  'a count that stands still': {
    make: broken(() => ({ stepCount: 0 })),
    caughtBy: 'a step gives finite scalars',
  },
  'a leak': {
    make: broken((model) => ({
      step: (batch) => {
        tf.zeros([1]);
        return model.step(batch);
      },
    })),
    caughtBy: 'the number of tensors is constant',
  },
  'a model that learns nothing': {
    make: broken(() => ({ step: (batch) => ({ loss: tf.tidy(() => tf.mean<tf.Scalar>(batch)) }) })),
    caughtBy: 'a step changes what is trained',
  },
  'an initialiser without a seed': {
    make: () => toy(Math.floor(Math.random() * 1e9)),
    caughtBy: 'the same seed',
  },
  'a moment that is not saved': {
    make: broken((model) => {
      const hidden = new Float32Array(3);
      return {
        restore(state) {
          model.restore(state);
          tf.tidy(() => (model.state().tensors.moment as tf.Variable).assign(tf.tensor(hidden)));
        },
      };
    }),
    caughtBy: 'a restored state goes on',
  },
  'a restore that changes before it checks': {
    make: broken((model) => ({
      restore(state) {
        const weight = state.tensors.weight;
        if (weight?.size === 3) tf.tidy(() => (model.state().tensors.weight as tf.Variable).assign(tf.clone(weight)));
        model.restore(state);
      },
    })),
    caughtBy: 'a state that does not belong',
  },
  'a restore that takes anything': {
    make: broken((model) => ({
      restore(state) {
        try {
          model.restore(state);
        } catch {
          // as if nothing had been wrong
        }
      },
    })),
    caughtBy: 'a state that does not belong',
  },
  'a batch that is broadcast': {
    make: broken((model) => ({
      step: (batch) => tf.tidy(() => model.step(tf.reshape(tf.slice(tf.reshape(batch, [-1, 1]), 0, 3), [1, 3]))),
    })),
    caughtBy: 'a batch of another shape',
  },
  'a tensor that outlives the model': {
    make: (seed) => {
      tf.zeros([1]);
      return toy(seed);
    },
    caughtBy: 'dispose frees',
  },
};

describe('testTrainable catches', () => {
  onEveryBackend(() => {
    it.each(Object.entries(faults))('%s', async (_, { make, caughtBy }) => {
      const check = trainableChecks.find(({ name }) => name.startsWith(caughtBy))!;
      await expect(check.run({ makeModel: make, makeBatch })).rejects.toThrow();
      await expect(check.run({ makeModel: toy, makeBatch })).resolves.toBeUndefined();
    });
  });
});
