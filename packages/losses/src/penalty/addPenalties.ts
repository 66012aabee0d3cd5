import { assertFunction } from '@latentkit/check';
import { foldIn } from '@latentkit/random';
import { addN, type Scalar, tidy } from '@tensorflow/tfjs-core';
import type { CriticPenalty, Penalty } from './penalty.ts';

/**
 * Several penalties as one: the sum of those that are due, each with its own weight and with a key of its own.
 * `addPenalties(r1(), r2())` is that of R3GAN.
 *
 * @param penalties at least one
 * @returns a penalty; it throws what they throw, and gives nothing where none is due
 * @throws RangeError where there are none; TypeError for what is no function
 * @example
 * const critic = (x: Tensor) => sum(mul(x, 3), 1);
 * const both = addPenalties(r1({ weight: 1 }), r2({ weight: 2 }));
 * both(critic, tensor2d([[1]]), tensor2d([[0]]), key(0));  // 13.5
 * @see Huang et al., The GAN is dead; long live the GAN! A Modern Baseline GAN, 2024. https://arxiv.org/abs/2501.05441
 */
export function addPenalties(...penalties: readonly Penalty[]): Penalty;
export function addPenalties(...penalties: readonly CriticPenalty[]): CriticPenalty;
export function addPenalties(...penalties: readonly CriticPenalty[]): CriticPenalty {
  if (penalties.length === 0) throw new RangeError('addPenalties: penalties is [] but at least one was expected.');
  for (const [i, penalty] of penalties.entries()) {
    assertFunction('addPenalties', `penalties[${i}]`, penalty, 'a penalty');
  }
  return (critic, real, fake, key, context) =>
    tidy(() => {
      // A penalty that draws nothing may be called without a key, and so may a sum of them.
      const all = penalties.map((of, i) => of(critic, real, fake, key === undefined ? key : foldIn(key, i), context));
      const due = all.filter((penalty) => penalty !== undefined);
      return due.length === 0 ? undefined : (addN(due) as Scalar);
    });
}
