import { type Scalar, type Tensor, tensor, tensor1d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onEveryBackend } from './backends.ts';
import { expectAllClose } from './expectAllClose.ts';
import { expectGradients } from './expectGradients.ts';
import { expectNoLeak } from './expectNoLeak.ts';

/** What an adversarial loss is, as far as the suite needs to know. */
interface Adversarial {
  critic(real: Tensor, fake: Tensor): Scalar;
  generator(fake: Tensor, real: () => Tensor): Scalar;
}

/** What an adversarial loss is held to. */
export interface AdversarialLossCase {
  /** The critic's loss in plain float64, from the formula, of equally many scores of either kind. */
  readonly critic: (real: Float64Array, fake: Float64Array) => number;
  /** The generator's loss likewise. */
  readonly generator: (fake: Float64Array, real: Float64Array) => number;
  /** The two losses where every score is 0, known in closed form. */
  readonly atZero: { readonly critic: number; readonly generator: number };
  /**
   * Whether each loss is a mean over the batch, so that a repeated batch changes nothing. Contrastive losses, which compare
   * a score with all others of the batch, are not: false. Default true.
   */
  readonly averaged?: boolean;
}

// Away from the kinks at −1, 0 and 1 that published losses have.
const realScores = [-3.25, -0.4, 0.3, 0.8, 2.5, 6];
const fakeScores = [4, 1.6, 0.2, -0.7, -1.4, -7];

/** Fails where a batch and the same batch repeated differ in their loss. */
export async function expectAveraged(loss: (real: Tensor, fake: Tensor) => Scalar): Promise<void> {
  const twice = (values: number[]) => tensor1d([...values, ...values]);
  const once = await loss(tensor1d(realScores), tensor1d(fakeScores)).data();
  await expectAllClose(loss(twice(realScores), twice(fakeScores)), once, { relative: 1e-5 });
}

/** The conformance suite of an adversarial loss, on every backend. */
export function testAdversarialLoss(name: string, make: () => Adversarial, known: AdversarialLossCase): void {
  const sides = [
    { side: 'critic', call: (first: Tensor, second: Tensor) => make().critic(first, second), reference: known.critic },
    {
      side: 'generator',
      call: (first: Tensor, second: Tensor) => make().generator(second, () => first),
      reference: (real: Float64Array, fake: Float64Array) => known.generator(fake, real),
    },
  ];

  describe(`${name} is an adversarial loss`, () => {
    onEveryBackend(() => {
      it('is known where every score is 0', async () => {
        await expectAllClose(make().critic(zeros([3]), zeros([3])), [known.atZero.critic], { absolute: 1e-6 });
        await expectAllClose(
          make().generator(zeros([3]), () => zeros([3])),
          [known.atZero.generator],
          { absolute: 1e-6 },
        );
      });

      describe.each(sides)('$side', ({ call, reference }) => {
        it.each([[[6]], [[6, 1]]])(
          'has the value and gradients of its formula for scores of shape %j',
          async (shape) => {
            await expectGradients({
              value: call,
              reference,
              inputs: [
                { shape, values: realScores },
                { shape, values: fakeScores },
              ],
              tolerance: { relative: 1e-4, absolute: 1e-6 },
            });
          },
        );

        it('is a scalar', () => {
          expect(call(tensor1d(realScores), tensor1d(fakeScores)).shape).toEqual([]);
        });

        it.each([-1e4, -100, -1, 0, 1, 100, 1e4])('stays finite where every score is %d', async (score) => {
          const scores = tensor1d([score, score]);
          const value = await call(scores, scores).data();
          const exact = reference(Float64Array.of(score, score), Float64Array.of(score, score));
          await expectAllClose(value, [exact], { relative: 1e-5, absolute: 1e-6 });
        });

        it.runIf(known.averaged ?? true)('is averaged over the batch, so a repeated batch changes nothing', () =>
          expectAveraged(call),
        );

        it('leaks nothing', async () => {
          const [real, fake] = [tensor1d(realScores), tensor1d(fakeScores)];
          await expectNoLeak(() => call(real, fake).dispose());
        });
      });

      it('refuses what is no batch of scores, and broadcasts nothing', () => {
        const { critic, generator } = make();
        const scores = (shape: readonly number[]) =>
          tensor(new Float32Array(shape.reduce((a, b) => a * b, 1)), [...shape]);
        for (const [real, fake] of [
          [[4], [3]],
          [[4], [4, 1]],
          [[4], [1]],
          [
            [4, 2],
            [4, 2],
          ],
          [[], []],
          [
            [4, 1, 1],
            [4, 1, 1],
          ],
        ]) {
          expect(() => critic(scores(real!), scores(fake!)), `${real} ${fake}`).toThrow(RangeError);
        }
        for (const fake of [[4, 2], [], [4, 1, 1]]) {
          expect(() => generator(scores(fake), () => scores(fake)), `${fake}`).toThrow(
            /^\w+\.generator: fake has shape/,
          );
        }
      });
    });
  });
}
