import { expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { grad, sum, type Tensor, tensor, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Family } from '../family.ts';
import { negativeLogLikelihood } from './negativeLogLikelihood.test-util.ts';

/** What a likelihood with several parameters for a feature is held to; their values are tested elsewhere. */
export interface ParameterCase {
  /** The name that its errors begin with. */
  readonly name: string;
  /** How many parameters a feature has. */
  readonly count: number;
}

/** The conformance suite of a likelihood of `[batch, ..., channels · count]`: shapes, errors, memory, on every backend. */
export function testParameters(likelihood: Family, { name, count }: ParameterCase): void {
  onEveryBackend(() => {
    it('takes examples of any shape, and has them as its mean', async () => {
      const values = Array.from({ length: 24 * count }, (_, i) => Math.sin(1.3 * i));
      const target = Array.from({ length: 24 }, (_, i) => (i % 4) / 3);
      const found: number[][] = [];
      for (const features of [[12], [2, 3, 2]]) {
        const shape = [2, ...features];
        const output = tensor(values, [...shape.slice(0, -1), shape.at(-1)! * count]);
        const result = negativeLogLikelihood(likelihood)(output, tensor(target, shape));
        expect(result.shape).toEqual([2]);
        found.push([...(await result.data())]);
        expect(likelihood.of(output).mean().shape).toEqual(shape);
      }
      // Only where the parameters of a channel lie side by side is the order the same for every number of channels.
      if (name !== 'learnedGaussian') expect(found[1]).toEqual(found[0]);
    });

    it('broadcasts nothing, needs a batch, and says what it expected', () => {
      for (const [output, target] of [
        [
          [2, 3],
          [2, 3],
        ],
        [
          [1, 3 * count],
          [2, 3],
        ],
        [
          [2, 3 * count],
          [1, 3],
        ],
        [
          [2, 1, 3 * count],
          [2, 3],
        ],
        [[3 * count], [3]],
        [[count], []],
      ] as const) {
        const call = () => negativeLogLikelihood(likelihood)(zeros([...output]), zeros([...target]));
        expect(call).toThrow(RangeError);
        expect(call).toThrow(
          new RegExp(
            `^${name}\\.of(\\(parameters\\)\\.logProb)?: (parameters|x) has shape \\[.*\\] but \\[.*\\] was expected`,
          ),
        );
      }
      for (const shape of [[2, count + 1], [count], []]) {
        const call = () => likelihood.of(zeros(shape));
        expect(call).toThrow(RangeError);
        expect(call).toThrow(new RegExp(`^${name}\\.of: parameters has shape \\[.*\\] but \\[.*\\] was expected`));
      }
    });

    it('leaks nothing, and its mean is a tensor of its own', async () => {
      const [output, target] = [zeros([2, 12 * count]), zeros([2, 12])];
      await expectNoLeak(() => {
        negativeLogLikelihood(likelihood)(output, target).dispose();
        grad((x: Tensor) => sum(negativeLogLikelihood(likelihood)(x, target)))(output).dispose();
        likelihood.of(output).mean().dispose();
      });
    });
  });
}
