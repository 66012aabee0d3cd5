import { assertFunction, assertInteger, show } from '@latentkit/check';
import { mul, type Scalar, tidy } from '@tensorflow/tfjs-core';
import type { CriticPenalty } from './penalty.ts';

/**
 * A penalty in one step of every so many, that many times as heavy: as strong on average, at a fraction of the arithmetic.
 * The first step has it. In the others it computes nothing, and no `penalty` is logged.
 *
 *   every · penalty   where step mod every = 0
 *
 * @param every 1 is every step; StyleGAN2 has 16
 * @param penalty such as `r1()`
 * @returns a penalty for `adversary`
 * @throws TypeError, RangeError unless `every` is an integer of at least 1 and the penalty a function
 * @example
 * const critic = (x: Tensor) => sum(mul(x, 3), 1);
 * const penalty = lazyPenalty(4, r1({ weight: 1 }));
 * const at = (step: number) => penalty(critic, tensor2d([[1]]), tensor2d([[0]]), key(0), { step, variables: {} });
 * at(8);  // 18
 * at(9) === undefined; // true
 * @see Karras et al., Analyzing and Improving the Image Quality of StyleGAN, 2020, section 3.1.
 * https://arxiv.org/abs/1912.04958
 */
export function lazyPenalty(every: number, penalty: CriticPenalty): CriticPenalty {
  assertInteger('lazyPenalty', 'every', every);
  assertFunction('lazyPenalty', 'penalty', penalty, 'a penalty');
  return (critic, real, fake, key, context) =>
    context.step % every === 0 ? scaled(every, penalty(critic, real, fake, key, context)) : undefined;
}

/**
 * A penalty whose weight changes as the training goes on: heavy at first, where it keeps the game stable, light at the end,
 * where it would keep samples from getting sharp.
 *
 *   schedule(step) · penalty
 *
 * @param schedule what the penalty is multiplied by, such as `exponentialDecay({ from: 1, factor: 0.001, steps: 20000 })`
 * @param penalty such as `r1({ weight: 1 })`
 * @returns a penalty for `adversary`; it throws a RangeError at a step where the schedule gives no finite number of at least 0
 * @throws TypeError unless both are functions
 * @example
 * const critic = (x: Tensor) => sum(mul(x, 3), 1);
 * const penalty = scheduledPenalty(linear({ from: 1, to: 0, steps: 10 }), r1({ weight: 1 }));
 * penalty(critic, tensor2d([[1]]), tensor2d([[0]]), key(0), { step: 5, variables: {} });  // 2.25
 */
export function scheduledPenalty(schedule: (step: number) => number, penalty: CriticPenalty): CriticPenalty {
  assertFunction('scheduledPenalty', 'schedule', schedule, 'a schedule');
  assertFunction('scheduledPenalty', 'penalty', penalty, 'a penalty');
  return (critic, real, fake, key, context) => {
    const weight = schedule(context.step);
    if (!(typeof weight === 'number' && weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(
        `scheduledPenalty: schedule is ${show(weight)} at step ${context.step} but a finite number of at least 0 was expected.`,
      );
    }
    return scaled(weight, penalty(critic, real, fake, key, context));
  };
}

function scaled(factor: number, penalty: Scalar | undefined): Scalar | undefined {
  return penalty && tidy(() => mul<Scalar>(penalty, factor));
}
