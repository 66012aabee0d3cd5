import { grad, sum, type Tensor, type Tensor1D, tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onEveryBackend } from './backends.ts';
import { expectAllClose } from './expectAllClose.ts';
import { expectGradients } from './expectGradients.ts';
import { expectNoLeak } from './expectNoLeak.ts';

/** What a loss per example is held to. */
export interface ReconstructionLossCase {
  /** The loss of one feature in plain float64, from the formula. */
  readonly term: (first: number, second: number) => number;
  /** Arguments of `term` at which the loss is smooth; at least two. */
  readonly points: readonly (readonly [number, number])[];
  /** What must not yield NaN or infinity, in value or gradient: extremes, kinks. */
  readonly hard?: readonly (readonly [number, number])[];
}

/** The conformance suite of a loss `[batch, ...features]² -> [batch]`, on every backend. */
export function testReconstructionLoss(
  name: string,
  loss: (first: Tensor, second: Tensor) => Tensor1D,
  { term, points, hard = [] }: ReconstructionLossCase,
): void {
  const column = (side: 0 | 1, from = points) => from.map((pair) => pair[side]);
  const terms = points.map(([a, b]) => term(Math.fround(a), Math.fround(b)));
  const total = (firsts: Float64Array, seconds: Float64Array) =>
    firsts.reduce((s, a, i) => s + term(a, seconds[i]!), 0);

  describe(`${name} is a loss per example`, () => {
    onEveryBackend(() => {
      it('sums over the features of each example', async () => {
        const both = [...terms, ...terms].reduce((a, b) => a + b, 0) / 2;
        const twice = (side: 0 | 1) => tensor2d([column(side), [...column(side)].reverse()]);
        const result = loss(twice(0), twice(1));
        expect(result.shape).toEqual([2]);
        await expectAllClose(result, [both, both], { relative: 1e-5 });
      });

      it.each([[[]], [[1]], [[1, 1, 1]]])('takes examples of shape %j', async (shape) => {
        const n = points.length;
        const result = loss(tensor(column(0), [n, ...shape]), tensor(column(1), [n, ...shape]));
        expect(result.shape).toEqual([n]);
        await expectAllClose(result, terms, { relative: 1e-5, absolute: 2e-6 });
      });

      it('has the gradients of its formula', async () => {
        const shape = [1, points.length];
        await expectGradients({
          value: loss,
          reference: total,
          inputs: [
            { shape, values: column(0) },
            { shape, values: column(1) },
          ],
          tolerance: { relative: 1e-4, absolute: 1e-5 },
        });
      });

      it.each(hard.map(([a, b]) => ({ a, b })))('stays finite at ($a, $b)', async ({ a, b }) => {
        const second = tensor2d([[b]]);
        const value = await loss(tensor2d([[a]]), second).data();
        const slope = await grad((x: Tensor) => sum(loss(x, second)))(tensor2d([[a]])).data();
        expect([...value, ...slope].every(Number.isFinite), `${value} ${slope}`).toBe(true);
        await expectAllClose(value, [term(Math.fround(a), Math.fround(b))], { relative: 1e-5, absolute: 1e-6 });
      });

      it('broadcasts nothing and needs a batch', () => {
        for (const [a, b] of [
          [
            [2, 3],
            [3, 2],
          ],
          [
            [2, 3],
            [1, 3],
          ],
          [
            [2, 3],
            [2, 1],
          ],
          [[2, 3], [3]],
          [
            [2, 3],
            [2, 3, 1],
          ],
        ] as const) {
          const call = () => loss(zeros([...a]), zeros([...b]));
          expect(call).toThrow(RangeError);
          expect(call).toThrow(
            /^[\w.()]+: [\w.]+ has shape \[.*\] but ([\w.]+ has shape \[.*\]|\[.*\] was expected)\.$/,
          );
        }
        expect(() => loss(zeros([]), zeros([]))).toThrow(RangeError);
      });

      it('leaks nothing', async () => {
        const [a, b] = [tensor2d([column(0)]), tensor2d([column(1)])];
        await expectNoLeak(() => {
          loss(a, b).dispose();
          grad((x: Tensor) => sum(loss(x, b)))(a).dispose();
        });
      });
    });
  });
}
