import { key, normal } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { adam, dense, minimize, relu, sequential } from './index.ts';

const build = () => {
  const network = sequential([dense(3), relu, dense(1)], { inputShape: [2], key: key(1) });
  return { network, optimizer: adam({ learningRate: 0.1 }).bind(network.variables) };
};

describe('minimize', () => {
  onEveryBackend(() => {
    it('goes down, returns every named scalar alive, and leaves nothing behind', async () => {
      const { network, optimizer } = build();
      const x = normal(key(2), [16, 2]);
      const target = tf.sum(x, 1, true);
      const step = () =>
        minimize(optimizer, () => {
          const error = tf.mean<tf.Scalar>(tf.square(tf.sub(network.apply(x), target)));
          return { loss: tf.mul<tf.Scalar>(error, 2), error };
        });
      const first = step();
      await expectAllClose(first.loss, [2 * (await first.error.data())[0]!]);
      await expectNoLeak(() => {
        const { loss, error } = step();
        loss.dispose();
        error.dispose();
      }, 25);
      const last = step();
      expect((await last.error.data())[0]!).toBeLessThan(0.5 * (await first.error.data())[0]!);
      expect(tf.tidy(() => Object.values(step()).length)).toBe(2);
    });

    it('leaves nothing behind and changes nothing when the loss throws', async () => {
      const { network, optimizer } = build();
      const before = await network.variables['0/kernel']!.data();
      const failing = [
        () => {
          tf.tanh(network.apply(tf.ones([1, 2])));
          throw new Error('mine');
        },
        () => ({ loss: network.apply(tf.ones([1, 2])) as unknown as tf.Scalar }),
        () => ({ loss: 3 as unknown as tf.Scalar }),
        () => undefined as unknown as { loss: tf.Scalar },
        // No gradient is registered for TopK: the backward pass throws.
        () => ({ loss: tf.sum<tf.Scalar>(tf.topk(network.apply(tf.ones([1, 2]))).values) }),
      ];
      for (const loss of failing) {
        await expectNoLeak(() => expect(() => minimize(optimizer, loss)).toThrow());
      }
      await expectAllClose(network.variables['0/kernel']!, before, { absolute: 0, relative: 0 });
      expect(optimizer.state().counters.step).toBe(0);
      // and the tape still works
      minimize(optimizer, () => ({ loss: tf.mean<tf.Scalar>(network.apply(tf.ones([1, 2]))) })).loss.dispose();
    });

    it('names the variable that no gradient reaches', () => {
      const { network, optimizer } = build();
      const kernel = network.variables['0/kernel']!;
      expect(() => minimize(optimizer, () => ({ loss: tf.sum<tf.Scalar>(kernel) }))).toThrow(
        'minimize: no gradient reaches 0/bias',
      );
      expect(() => minimize(optimizer, () => ({ loss: tf.scalar(1) }))).toThrow('no gradient reaches 0/kernel');
      expect(optimizer.state().counters.step).toBe(0);
    });
  });
});
