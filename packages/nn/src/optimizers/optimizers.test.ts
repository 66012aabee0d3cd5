import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  adam,
  adamW,
  clipByNorm,
  cosine,
  exponentialDecay,
  linear,
  type NamedTensors,
  type NamedVariables,
  type Optimizer,
  rmsProp,
  StateMismatchError,
  sgd,
  warmup,
} from '../index.ts';
import golden from './golden.json';

type Name = 'kernel' | 'bias';

/** As golden.py has them. */
const cases: Record<keyof typeof golden.cases, Optimizer> = {
  adam: adam({ learningRate: 0.01 }),
  'adam, betas 0.5 and 0.9': adam({ learningRate: 2e-4, beta1: 0.5, beta2: 0.9 }),
  'adam, cosine': adam({ learningRate: cosine({ from: 0.1, steps: 8 }) }),
  adamW: adamW({ learningRate: 0.01, weightDecay: 0.05 }),
  'adamW, linear': adamW({ learningRate: linear({ from: 0.1, steps: 8 }), weightDecay: 0.5 }),
  sgd: sgd({ learningRate: 0.1 }),
  'sgd, momentum': sgd({ learningRate: 0.1, momentum: 0.9 }),
  'sgd, nesterov, exponential decay': sgd({
    learningRate: exponentialDecay({ from: 0.1, factor: 0.8 }),
    momentum: 0.9,
    nesterov: true,
  }),
  rmsProp: rmsProp({ learningRate: 0.01 }),
  'rmsProp, warm-up': rmsProp({ learningRate: warmup(4, 0.01), decay: 0.9 }),
  'clipped adam': clipByNorm(1, adam({ learningRate: 0.01 })),
  'clipped sgd': clipByNorm(20, sgd({ learningRate: 0.1, momentum: 0.9 })),
};

const names = Object.keys(golden.shapes) as Name[];
const of = <T>(make: (name: Name) => T) => Object.fromEntries(names.map((name) => [name, make(name)]));
const start = (): NamedVariables =>
  of((name) => tf.tidy(() => tf.variable(tf.tensor(golden.start[name], golden.shapes[name]))));
const gradientsAt = (step: number): NamedTensors =>
  of((name) => tf.tensor(golden.gradients[step]![name], golden.shapes[name]));

describe.each(Object.entries(cases))('%s', (name, optimizer) => {
  const expected = golden.cases[name as keyof typeof golden.cases];

  onEveryBackend(() => {
    it('does ten steps as PyTorch does them in float64', async () => {
      const variables = start();
      const bound = optimizer.bind(variables);
      for (let step = 0; step < expected.length; step++) {
        const gradients = gradientsAt(step);
        bound.apply(gradients);
        tf.dispose(Object.values(gradients));
        // Read after the first and the last step only: reading is what takes time on a GPU.
        if (step > 0 && step < expected.length - 1) continue;
        for (const name of names) {
          await expectAllClose(variables[name]!, expected[step]![name], { relative: 4e-6, absolute: 1e-6 });
        }
      }
    });

    it('goes on from its state exactly, and takes over no other', async () => {
      const [variables, others] = [start(), start()];
      const [bound, other] = [optimizer.bind(variables), optimizer.bind(others)];
      for (let step = 0; step < 4; step++) bound.apply(gradientsAt(step));
      for (const name of names) others[name]!.assign(variables[name]!);
      const state = bound.state();
      expect(() => other.restore({ ...state, counters: {} })).toThrow(StateMismatchError);
      expect(() => other.restore({ ...state, counters: { step: -1 } })).toThrow(StateMismatchError);
      expect(() => other.restore({ ...state, tensors: { ...state.tensors, more: tf.scalar(1) } })).toThrow(
        StateMismatchError,
      );
      other.restore(state);
      other.restore(other.state());
      for (let step = 4; step < 10; step++) {
        bound.apply(gradientsAt(step));
        other.apply(gradientsAt(step));
      }
      for (const name of names) {
        await expectAllClose(others[name]!, await variables[name]!.data(), { relative: 0, absolute: 0 });
      }
    });

    it('leaves nothing behind', async () => {
      const variables = start();
      const gradients = gradientsAt(0);
      const bound = optimizer.bind(variables);
      await expectNoLeak(() => bound.apply(gradients));
      await expectNoLeak(() => {
        const another = optimizer.bind(variables);
        another.apply(gradients);
        another.restore(bound.state());
        another.dispose();
      });
    });

    it('refuses gradients that are not those of its variables', async () => {
      const variables = start();
      const bound = optimizer.bind(variables);
      const gradients = gradientsAt(0);
      expect(() => bound.apply({ kernel: gradients.kernel! })).toThrow('gradients has no bias');
      expect(() => bound.apply({ ...gradients, more: tf.scalar(1) })).toThrow('gradients has more');
      expect(() => bound.apply({ ...gradients, bias: tf.zeros([3]) })).toThrow(/bias of shape \[3\] but \[4\] was/);
      await expectAllClose(variables.kernel!, golden.start.kernel);
      expect(bound.state().counters).toEqual({ step: 0 });
    });
  });
});

describe('options of optimisers', () => {
  it.each([
    [() => adam({ learningRate: -1 }), 'adam: learningRate is -1'],
    [() => adam({ learningRate: Number.NaN }), 'adam: learningRate is NaN'],
    [() => adam({ learningRate: '1' as unknown as number }), "adam: learningRate is '1'"],
    [() => adam({ beta1: 1 }), 'adam: beta1 is 1'],
    [() => adam({ beta2: -0.1 }), 'adam: beta2 is -0.1'],
    [() => adam({ epsilon: 0 }), 'adam: epsilon is 0'],
    [() => adamW({ weightDecay: -1 }), 'adamW: weightDecay is -1'],
    [() => adamW({ beta1: 2 }), 'adamW: beta1 is 2'],
    [() => adamW({ decays: 'kernel' as never }), "adamW: decays is 'kernel' but a function of a name was expected"],
    [() => sgd({ nesterov: true }), 'sgd: nesterov is true'],
    [() => sgd({ momentum: 2 }), 'sgd: momentum is 2'],
    [() => rmsProp({ decay: 1 }), 'rmsProp: decay is 1'],
    [() => clipByNorm(0, sgd()), 'clipByNorm: maxNorm is 0'],
  ])('are checked: %s', (make, message) => {
    expect(make).toThrow(message);
  });

  onEveryBackend(() => {
    it.each([Number.NaN, -1e-9, Number.POSITIVE_INFINITY, undefined])(
      'a schedule that gives %s at a later step is refused there, before anything changes',
      async (wrong) => {
        const learningRate = (step: number) => (step < 1 ? 0.1 : (wrong as number));
        const rules = { adam, adamW, sgd, rmsProp, clipByNorm: (options: object) => clipByNorm(1, adam(options)) };
        for (const [name, make] of Object.entries(rules)) {
          const bound = make({ learningRate: warmup(1, learningRate) }).bind(start());
          bound.apply(gradientsAt(0));
          bound.apply(gradientsAt(1));
          const tensors = { ...bound.variables, ...bound.state().tensors };
          const before = await Promise.all(Object.values(tensors).map((tensor) => tensor.data()));
          expect(() => bound.apply(gradientsAt(2)), name).toThrow(`schedule is ${wrong} at step`);
          const after = await Promise.all(Object.values(tensors).map((tensor) => tensor.data()));
          expect([bound.state().counters, after], name).toEqual([{ step: 2 }, before]);
        }
      },
    );

    it('adamW leaves variables out of the decay, by name: their steps are those of adam', async () => {
      const [all, some, none] = [start(), start(), start()];
      const options = { learningRate: 0.01, weightDecay: 0.05 };
      const bound = [
        adamW(options).bind(all),
        adamW({ ...options, decays: (name) => name.endsWith('kernel') }).bind(some),
        adam({ learningRate: 0.01 }).bind(none),
      ];
      for (let step = 0; step < 3; step++) for (const optimizer of bound) optimizer.apply(gradientsAt(step));
      await expectAllClose(some.kernel!, all.kernel!, { relative: 0, absolute: 0 });
      await expectAllClose(some.bias!, none.bias!, { relative: 0, absolute: 0 });
      expect(await some.bias!.data()).not.toEqual(await all.bias!.data());
    });
  });
});
