import type { Key } from '@latentkit/random';
import {
  mul,
  reshape,
  type Scalar,
  sum,
  type Tensor,
  tensor,
  tidy,
  variable,
  variableGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onEveryBackend } from './backends.ts';
import { expectAllClose } from './expectAllClose.ts';
import { expectGradients } from './expectGradients.ts';
import { expectNoLeak } from './expectNoLeak.ts';
import { activations, criticShapes, criticSlope, criticWeights, tensorCritic } from './referenceCritic.ts';

/** What a penalty is, as far as the suite needs to know. */
type PenaltyFunction = (critic: (x: Tensor) => Tensor, real: Tensor, fake: Tensor, key: Key) => Scalar;

/** What a penalty is held to. */
export interface PenaltyCase {
  /** The penalty in plain float64, from the formula, given the norm of a critic's gradient at any point. */
  readonly reference: (slope: (point: number[]) => number, real: number[][], fake: number[][], key: Key) => number;
  /** What it is for a critic that gives the same score to everything. */
  readonly flat: number;
}

const batch = 4;
const shape = [batch, 2, 3];
const key: Key = [7, 11];
const real = Array.from({ length: batch }, (_, i) =>
  Array.from({ length: 6 }, (_, j) => Math.fround(Math.cos(i * 6 + j))),
);
const fake = Array.from({ length: batch }, (_, i) =>
  Array.from({ length: 6 }, (_, j) => Math.fround(Math.sin(2.9 * i + j) * 2)),
);
const batches = () => [tensor(real.flat(), shape), tensor(fake.flat(), shape)] as const;

/** The conformance suite of a penalty on a critic's slope, on every backend. */
export function testPenalty(name: string, make: () => PenaltyFunction, { reference, flat }: PenaltyCase): void {
  describe(`${name} is a penalty`, () => {
    onEveryBackend(() => {
      // Second derivatives: the penalty differentiates by the input, and the test by the weights.
      it.each(Object.entries(activations))(
        'has the value and the gradients by the weights of its formula, with %s',
        async (_, activation) => {
          const penalty = make();
          await expectGradients({
            value: (...weights) => penalty(tensorCritic(activation, weights), ...batches(), key),
            reference: (...weights) => reference((point) => criticSlope(activation, weights, point), real, fake, key),
            inputs: criticShapes.map((shape, i) => ({ shape, values: criticWeights[i]! })),
            tolerance: { relative: 5e-3, absolute: 1e-5 },
          });
        },
      );

      it('takes scores [batch] and [batch,1] alike', async () => {
        const scores = (x: Tensor) => sum(mul(x, x), [1, 2]);
        const column = (x: Tensor) => reshape(sum(mul(x, x), [1, 2]), [batch, 1]);
        const [a, b] = [make()(scores, ...batches(), key), make()(column, ...batches(), key)];
        expect(a.shape).toEqual([]);
        await expectAllClose(a, b);
      });

      it('has a finite gradient where the slope is 0', async () => {
        const weight = variable(zeros([2, 3]));
        const { value, grads } = variableGrads(
          () => make()((x) => sum(mul(x, weight), [1, 2]), ...batches(), key),
          [weight],
        );
        await expectAllClose(value, [flat]);
        await expectAllClose(grads[weight.name] ?? zeros([2, 3]), new Float32Array(6));
        weight.dispose();
      });

      it('is a function of its key', async () => {
        const critic = (x: Tensor) => sum(mul(mul(x, x), x), [1, 2]);
        const first = await make()(critic, ...batches(), key).data();
        expect(await make()(critic, ...batches(), key).data()).toEqual(first);
      });

      it('broadcasts nothing and refuses a critic that gives no scores', () => {
        const critic = (x: Tensor) => sum(x, [1, 2]);
        expect(() => make()(critic, zeros(shape), zeros([1, 2, 3]), key)).toThrow(RangeError);
        expect(() => make()(critic, zeros(shape), zeros([batch, 6]), key)).toThrow(
          /real has shape .* but fake has shape/,
        );
        expect(() => make()((x) => x, ...batches(), key)).toThrow(/what the critic gave has shape \[4,2,3\]/);
        expect(() => make()((x) => sum(x), ...batches(), key)).toThrow(RangeError);
      });

      it('leaks nothing, also under a tape', async () => {
        const weight = variable(tensor(real[0]!, [2, 3]));
        const [realBatch, fakeBatch] = batches();
        const penalise = () => make()((x) => sum(mul(mul(x, x), weight), [1, 2]), realBatch, fakeBatch, key);
        await expectNoLeak(() => {
          penalise().dispose();
          tidy(() => {
            variableGrads(penalise, [weight]);
          });
        });
        weight.dispose();
      });
    });
  });
}
