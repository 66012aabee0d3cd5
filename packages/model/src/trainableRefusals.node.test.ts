import { dense, type Network, sequential, sgd } from '@latentkit/nn';
import { key } from '@latentkit/random';
import { onEveryBackend } from '@latentkit/testing';
import { mean, ones, type Scalar, variable } from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { trainable } from './index.ts';

const network = (seed: number) => sequential([dense(2)], { inputShape: [3], key: key(seed) });

onEveryBackend(() => {
  describe('refuses', () => {
    let line: Network;
    beforeEach(() => {
      line = network(1);
    });
    const phase = (changed: object) => ({
      trains: { line },
      optimizer: sgd(),
      loss: () => () => ({ loss: mean<Scalar>(ones([1])) }),
      ...changed,
    });
    it.each<[string, () => object, string]>([
      ['no phases', () => ({ phases: {} }), 'line: phases is {} but at least one phase was expected.'],
      [
        'a phase without a loss',
        () => ({ phases: { one: phase({ loss: undefined }) } }),
        'line: phases.one.loss is undefined',
      ],
      [
        'every 0',
        () => ({ phases: { one: phase({ every: 0 }) } }),
        'line: phases.one.every is 0 but an integer of at least 1',
      ],
      ['no optimizer', () => ({ phases: { one: phase({ optimizer: {} }) } }), 'line: phases.one.optimizer is {} but'],
      [
        'a variable twice in one phase',
        () => ({ phases: { one: phase({ trains: { line, again: line } }) } }),
        'line: phases.one.trains has again/0/kernel, which is also line/0/kernel, but each variable once was expected.',
      ],
      [
        'a variable that is in no part',
        () => ({ phases: { one: phase({ trains: { line, other: { variables: { w: variable(ones([1])) } } } }) } }),
        'line: phases.one.trains has other/w, which is in none of the parts, so it would not be saved.',
      ],
      [
        'a phase that trains nothing',
        () => ({ phases: { one: phase({ trains: {} }) } }),
        'line: phases.one.trains has no variables but at least one was expected.',
      ],
      ['a negative seed', () => ({ seed: -1 }), 'line: seed is -1'],
      ['no kind', () => ({ kind: '' }), "trainable: spec.kind is '' but a name such as 'vae' was expected."],
    ])('%s', (_, changed, message) => {
      const spec = {
        kind: 'line',
        seed: 1,
        parts: { line },
        check: () => {},
        phases: { one: phase({}) },
        ...changed(),
      };
      expect(() => trainable(spec as never)).toThrow(message);
    });

    it('a loss that its phase does not give, and the step does not count', () => {
      const phases = { one: phase({ trains: { line }, loss: () => () => ({}) as never }) };
      const model = trainable({ kind: 'line', seed: 1, parts: { line }, check: () => {}, phases });
      expect(() => model.step(ones([4, 3]))).toThrow('loss returned {} but { loss: scalar } was expected');
      expect(model.stepCount).toBe(0);
    });
  });
});
