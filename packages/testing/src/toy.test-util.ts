import { type State, StateMismatchError, type Trainable } from '@latentkit/nn';
import { foldIn, key, normal } from '@latentkit/random';
import * as tf from '@tensorflow/tfjs-core';

export type Toy = Trainable<tf.Tensor, Record<'loss', tf.Scalar>>;

/** A mean, learned from noisy data by gradient descent with momentum: the least that has weights, moments and noise. */
export function toy(seed: number): Toy {
  const weight = tf.tidy(() => tf.variable(normal(key(seed), [3])));
  const moment = tf.tidy(() => tf.variable(tf.zeros([3])));
  let stepCount = 0;
  const state = (): State => ({ kind: 'toy', tensors: { weight, moment }, counters: { step: stepCount } });
  return {
    get stepCount() {
      return stepCount;
    },
    step(batch) {
      if (!(batch instanceof tf.Tensor)) throw new TypeError('toy.step: batch is no tensor.');
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

export const makeBatch = (index: number) => tf.tidy(() => tf.add(normal(key(100 + index), [4, 3]), 2));
