import * as tf from '@tensorflow/tfjs-core';
import { makeBatch, type Toy, toy } from './toy.test-util.ts';

/** A model with something wrong. */
interface Fault {
  readonly make: (seed: number) => Toy;
  /** How the name of the check begins. */
  readonly caughtBy: string;
}

/** A toy with one thing wrong. */
const broken = (change: (model: Toy, seed: number) => Partial<Toy>) => (seed: number) => {
  const model = toy(seed);
  return Object.defineProperties(
    Object.create(model, Object.getOwnPropertyDescriptors(model)),
    Object.getOwnPropertyDescriptors(change(model, seed)),
  ) as Toy;
};

/** Toys with one thing wrong each, by what it is, and the check that must find it. */
export const faults: Record<string, Fault> = {
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
  'a record of which only the data are taken': {
    make: broken((model) => ({
      step: (batch) => model.step('dataId' in batch ? batch : ((batch as { data?: tf.Tensor }).data ?? makeBatch(0))),
    })),
    caughtBy: 'a record without data',
  },
  'a record that is refused too late': {
    make: broken((model) => ({
      step(batch) {
        if (!('dataId' in batch)) (model.state().tensors.weight as tf.Variable).assign(tf.zeros([3]));
        return model.step(batch);
      },
    })),
    caughtBy: 'a record without data',
  },
  'a loss that is not the sum of its terms': {
    make: broken((model) => ({
      step(batch) {
        const { loss } = model.step(batch);
        return { loss, error: tf.mul(loss, 2) };
      },
    })),
    caughtBy: 'the loss is the weighted sum',
  },
  'a term that is not always there': {
    make: broken((model) => ({
      step(batch) {
        const { loss } = model.step(batch);
        return { loss, ...(model.stepCount === 1 && { error: tf.clone(loss) }) };
      },
    })),
    caughtBy: 'a term is there',
  },
  'the same noise at every step': {
    make: broken((model) => ({
      step(batch) {
        const { step } = model.state().counters;
        model.restore({ ...model.state(), counters: { step: 0 } });
        const terms = model.step(batch);
        model.restore({ ...model.state(), counters: { step: step! + 1 } });
        return terms;
      },
    })),
    caughtBy: 'the randomness of a step',
  },
  'a tensor that outlives the model': {
    make: (seed) => {
      tf.zeros([1]);
      return toy(seed);
    },
    caughtBy: 'dispose frees',
  },
};
